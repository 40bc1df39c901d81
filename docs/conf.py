"""How Sphinx builds the documentation. Nothing here needs a network."""

import warnings
from importlib.metadata import version as installed_version

import networkx as nx

project = "adminlaw"
author = "The adminlaw developers"
project_copyright = author
version = release = installed_version("adminlaw")

extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx_autodoc_typehints",
]
# What is made of the pages is given to readers as files, not rendered twice.
exclude_patterns = ["_build", "tutorial/*.ipynb"]

# A name of ours that leads nowhere is an error; those of others have no page here.
nitpicky = True
nitpick_ignore_regex = [(r"py:.*", r"(?!adminlaw\.).*")]

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

# The notebooks run whenever the documentation is built; a cell that fails ends it.
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 300
nb_merge_streams = True

autodoc_member_order = "bysource"
napoleon_use_ivar = True
always_use_bars_union = True
typehints_defaults = "comma"
typehints_document_rtype_none = False
# It calls a method that Sphinx 10 will drop; that is for its next release to mend.
warnings.filterwarnings(
    "ignore", category=DeprecationWarning, module="sphinx_autodoc_typehints"
)

# Its graphs are generic to type checkers only, and annotations are read here.
nx.MultiDiGraph.__class_getitem__ = classmethod(lambda cls, _: cls)

# What an attrs class annotates with a name that only type checkers see stays a name.
suppress_warnings = ["sphinx_autodoc_typehints.forward_reference"]

html_theme = "pydata_sphinx_theme"
html_title = f"adminlaw {release}"
html_theme_options = {"show_prev_next": False, "secondary_sidebar_items": ["page-toc"]}
