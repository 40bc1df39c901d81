"""The commands that bring tables in and out, work out indicators and check forms."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path

import attrs
import pytest

import adminlaw as al
from adminlaw import cli
from adminlaw.errors import Lang
from adminlaw.forms import Cell, Form
from adminlaw.labels import Label
from adminlaw.model import Place

EXAMPLES = Path(__file__).parent.parent / "examples"
MODEL_CITY = str(EXAMPLES / "model-city")
LIANJIANG = str(EXAMPLES / "lianjiang-2021")
CITY = str(EXAMPLES / "model-city")
NAME = "欧阳某某"
HEADER = "姓名,执法证号,所在单位"
GOOD = f"{HEADER}\n{NAME},云0100123,某县水利局\n"
FAULTY = f"{GOOD},云0100124,某县水利局\n"
"""A roster whose second officer has no name."""

Printed = pytest.CaptureFixture[str]


def roster(folder: Path, text: str = GOOD) -> str:
    """Return the path of a roster of officers that is written into a folder."""
    file = folder / "officers.csv"
    file.write_text(text, "gb18030")
    return str(file)


def run(*words: str | Path) -> int:
    """Run the command line in this process; return its exit code."""
    return cli.main([str(each) for each in words])


# Importing


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_dry_run_shows_the_import_and_writes_nothing(
    lang: Lang, tmp_path: Path, capsys: Printed
) -> None:
    """Without ``--to`` the rows, the columns and the problems are printed, no more."""
    file = roster(tmp_path)
    assert run("import", file, "--lang", lang) == 0
    out, err = capsys.readouterr()
    assert out.startswith(al.read_table(file).text(lang))
    assert "--to" in out.splitlines()[-1]
    assert err == ""
    assert [each.name for each in tmp_path.iterdir()] == ["officers.csv"]


def test_a_dry_run_with_problems_ends_with_one(tmp_path: Path, capsys: Printed) -> None:
    """A row that was not understood is something found."""
    assert run("import", roster(tmp_path, FAULTY)) == 1
    assert "A3" in capsys.readouterr().out


@pytest.mark.parametrize("target", ["staff", "staff.json", "empty"])
def test_an_import_makes_a_register(target: str, tmp_path: Path) -> None:
    """With ``--to`` the records stand in a new register named after its file."""
    (tmp_path / "empty").mkdir()
    assert run("import", roster(tmp_path), "--to", tmp_path / target) == 0
    made = al.read_register(tmp_path / target)
    assert made.id == target.removesuffix(".json")
    assert [each.name for each in made.officers] == [NAME]


def test_a_register_that_is_made_can_be_given_a_name(tmp_path: Path) -> None:
    """``--label`` is what reports call it; its id is still that of its file."""
    words = ("--to", tmp_path / "ys", "--label", "云山县住建局")
    assert run("import", roster(tmp_path), *words) == 0
    made = al.read_register(tmp_path / "ys")
    assert (made.id, made.label) == ("ys", Label("云山县住建局", "云山县住建局"))


def test_a_reader_who_goes_away_is_no_fault_of_the_file(tmp_path: Path) -> None:
    """``adminlaw import list.csv | head -1`` does not complain of ``list.csv``."""
    words = [sys.executable, "-m", "adminlaw", "import", str(roster(tmp_path))]
    with subprocess.Popen(  # noqa: S603 - our own program
        [*words, "--format", "json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""


def test_an_import_adds_to_a_register_that_is_there(tmp_path: Path) -> None:
    """What the register holds stays, and the records are added once."""
    place = al.structure({"id": "p", "name": "某县", "level": "county"}, Place)
    held = al.Register(id="r", label=Label("某县", "a county"), places=(place,))
    al.write_register(held, tmp_path / "r")
    for _ in range(2):
        assert run("import", roster(tmp_path), "--to", tmp_path / "r") == 0
    found = al.read_register(tmp_path / "r")
    assert found.id == "r"
    assert found.places == (place,)
    assert [each.name for each in found.officers] == [NAME]


def test_problems_keep_an_import_back(tmp_path: Path, capsys: Printed) -> None:
    """No part of a table is written while a row of it is not understood."""
    file = roster(tmp_path, FAULTY)
    assert run("import", file, "--to", tmp_path / "staff", "--lang", "en") == 1
    assert "--accept-problems" in capsys.readouterr().out
    assert not (tmp_path / "staff").exists()


def test_problems_can_be_accepted(tmp_path: Path) -> None:
    """``--accept-problems`` writes the rest; the exit code still says one."""
    file, target = roster(tmp_path, FAULTY), tmp_path / "staff"
    assert run("import", file, "--to", target, "--accept-problems") == 1
    assert len(al.read_register(target).officers) == 1


def test_a_register_with_another_record_of_that_id_is_left_alone(
    tmp_path: Path, capsys: Printed
) -> None:
    """A record that differs from the one of its id is refused, nothing written."""
    file, target = roster(tmp_path), tmp_path / "r.json"
    key = al.read_table(file).records[0].id
    held = al.read_table(file).register("r", Label("某", "some"))
    other = attrs.evolve(held.officers[0], name="另一人")
    al.write_register(attrs.evolve(held, officers=(other,)), target)
    before = target.read_bytes()
    assert run("import", file, "--to", target) == 2
    assert key in capsys.readouterr().err
    assert target.read_bytes() == before


def test_persons_are_left_out_on_request(tmp_path: Path, capsys: Printed) -> None:
    """``--redact`` leaves personal data out of the register and of the JSON."""
    file, target = roster(tmp_path), tmp_path / "staff.json"
    words = ("--redact", "--format", "json", "--to", target)
    assert run("import", file, *words) == 0
    assert NAME not in capsys.readouterr().out
    assert NAME not in target.read_text("utf-8")


def test_messages_of_an_import_name_nobody(tmp_path: Path, capsys: Printed) -> None:
    """What is printed as text has no personal data, even of rows that failed."""
    text = f"{HEADER}\n{NAME},云0100123,某县水利局\n{NAME},,\n,{NAME},{NAME}\n"
    run("import", roster(tmp_path, text))
    out, err = capsys.readouterr()
    assert NAME not in out + err


def test_an_import_prints_json_for_programs(tmp_path: Path, capsys: Printed) -> None:
    """``--format json`` prints one JSON text: records, rows, problems, origins."""
    assert run("import", roster(tmp_path, FAULTY), "--format", "json") == 1
    out, err = capsys.readouterr()
    data = json.loads(out)
    assert err == ""
    assert data["template"] == "officers"
    assert len(data["records"]) == len(data["provenance"]) == 1
    assert [each["fate"] for each in data["rows"]] == ["header", "record", "problem"]
    assert data["problems"][0]["path"] == "A3"


def test_a_template_of_ones_own_is_read_from_its_file(tmp_path: Path) -> None:
    """``--template`` takes the id of a template or the path of a file."""
    (tmp_path / "own.toml").write_text(
        'id = "own"\nlabel = { zh = "名单", en = "roster" }\nbuilder = "officers"\n'
        'keys = ["name"]\n[[columns]]\nname = "name"\nkind = "person"\n'
        'label = { zh = "谁", en = "who" }\nsynonyms = ["谁"]\npersonal = true\n'
        '[[columns]]\nname = "post"\nlabel = { zh = "职务", en = "post" }\n'
        'synonyms = ["职务"]\n',
        "utf-8",
    )
    file = roster(tmp_path, f"谁,职务\n{NAME},科长\n")
    assert run("import", file) == 2
    assert run("import", file, "--template", tmp_path / "own.toml") == 0


def broken_imports(folder: Path) -> list[tuple[str | Path, ...]]:
    """Return calls that cannot be carried out."""
    file = roster(folder)
    return [
        ("import", folder / "none.xlsx"),
        ("import", folder),
        ("import", file, "--template", "none"),
        ("import", file, "--template", folder / "none.toml"),
        ("import", file, "--sheet", "none"),
        ("import", file, "--encoding", "none"),
        ("import", file, "--encoding", "utf-8"),
        ("import", file, "--to", Path(file, "below", "a", "file")),
    ]


def broken_exports(folder: Path) -> list[tuple[str | Path, ...]]:
    """Return calls that cannot be carried out."""
    return [
        ("export", folder / "none", "powers", folder / "t.csv"),
        ("export", MODEL_CITY, "none", folder / "t.csv"),
        ("export", MODEL_CITY, "powers", folder / "t.doc"),
        ("export", MODEL_CITY, "powers", folder / "none" / "t.csv"),
    ]


def broken_measures(folder: Path) -> list[tuple[str | Path, ...]]:
    """Return calls that cannot be carried out."""
    filled = ("--form", "disclosure-2021", "--year", "2024")
    from_city = ("--register", MODEL_CITY)
    return [
        ("indicators", folder / "none"),
        ("indicators", MODEL_CITY, "--indicator", "none"),
        ("indicators", MODEL_CITY, "--year", "0"),
        ("indicators", MODEL_CITY, "--year", "20240"),
        ("indicators", MODEL_CITY, "--rules", folder / "none.toml"),
        ("form", folder / "none.json"),
        ("form", roster(folder)),
        ("form", folder / "f.json", *from_city),
        ("form", folder / "f.json", *from_city, "--year", "2024"),
        ("form", folder / "f.json", *from_city, "--form", "none", "--year", "2024"),
        ("form", folder / "f.doc", *from_city, *filled),
        ("form", folder / "none" / "f.json", *from_city, *filled),
        ("form", folder / "f.json", "--register", folder / "none", *filled),
        ("form", folder / "f.json", *from_city, *filled, "--before", "none.json"),
    ]


@pytest.mark.parametrize("of", [broken_imports, broken_exports, broken_measures])
def test_what_cannot_be_used_is_said_on_standard_error(
    of: object, tmp_path: Path, capsys: Printed
) -> None:
    """The exit code is 2, a word says why, and no traceback is shown."""
    assert callable(of)
    for words in of(tmp_path):
        assert run(*words) == 2, words
        out, err = capsys.readouterr()
        assert err, words
        assert "Traceback" not in err
        assert out == "" or words[0] == "import"
    assert {each.name for each in tmp_path.iterdir()} <= {"officers.csv"}


# Exporting


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
@pytest.mark.parametrize("labels", ["zh", "en", "code"])
def test_an_export_comes_back_equal(ending: str, labels: str, tmp_path: Path) -> None:
    """Whatever the format and the language, the same records are read again."""
    file = tmp_path / f"places.{ending}"
    assert run("export", MODEL_CITY, "places", file, "--labels", labels) == 0
    held = al.read_register(MODEL_CITY).places
    assert al.read_records(file, Place, labels=labels) == held  # type: ignore[arg-type]


def test_an_export_leaves_persons_out_unless_asked(tmp_path: Path) -> None:
    """Personal data are written with ``--personal`` only."""
    assert run("import", roster(tmp_path), "--to", tmp_path / "staff") == 0
    words = ("export", tmp_path / "staff", "officers", tmp_path / "t.csv")
    assert run(*words) == 0
    assert NAME not in (tmp_path / "t.csv").read_text("utf-8-sig")
    assert run(*words, "--personal") == 0
    assert NAME in (tmp_path / "t.csv").read_text("utf-8-sig")


# Indicators

RATE = "reconsideration.conclusion_rate"
REFUSED = "litigation.head_appearance_rate"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_indicators_print_what_the_library_says(lang: Lang, capsys: Printed) -> None:
    """The text is that of ``Indicators.text``, and how many more are refused."""
    assert run("indicators", LIANJIANG, "--lang", lang) == 0
    found = al.indicators(al.read_register(LIANJIANG))
    told, _, left = capsys.readouterr().out.rstrip("\n").rpartition("\n")
    assert told == found.text(lang)
    assert str(len(found.refused)) in left
    assert "--refusals" in left


def test_indicators_go_into_a_table_with_the_refused_ones(
    tmp_path: Path, capsys: Printed
) -> None:
    """``--out`` writes a row for each indicator, and the file can be handed on."""
    file = tmp_path / "indicators.csv"
    assert run("indicators", LIANJIANG, "--out", file) == 0
    assert str(file) in capsys.readouterr().out
    rows = list(csv.DictReader(file.read_text("utf-8-sig").splitlines()))
    assert len(rows) == len(al.indicators(al.read_register(LIANJIANG)))
    (rate,) = (row for row in rows if row["标识"] == RATE)
    assert (rate["值"], rate["分子"], rate["分母"]) == ("95.56", "43", "45")


def test_an_export_for_people_bears_names(tmp_path: Path, capsys: Printed) -> None:
    """``--readable`` writes the name of the holder; what is left out is said."""
    file = tmp_path / "cases.csv"
    assert run("export", CITY, "cases", file, "--readable") == 0
    text = file.read_text("utf-8-sig")
    assert "示例市市场监督管理局" in text
    assert "authority" not in text
    assert str(file) in capsys.readouterr().out


def test_a_part_of_a_label_finds_the_indicator(capsys: Printed) -> None:
    """受理率 is part of one label, so its id is offered."""
    assert run("indicators", LIANJIANG, "--indicator", "受理率") == 2
    assert "reconsideration.acceptance_rate" in capsys.readouterr().err


def test_a_register_without_any_indicator_says_so(
    tmp_path: Path, capsys: Printed
) -> None:
    """Where every indicator is refused, the way to the reasons is printed."""
    empty = al.Register(id="r", label=Label("空", "empty"))
    al.write_register(empty, tmp_path / "r")
    assert run("indicators", tmp_path / "r", "--lang", "en") == 0
    assert "--refusals" in capsys.readouterr().out


def test_only_the_indicators_that_are_named_are_worked_out(capsys: Printed) -> None:
    """``--indicator`` may be given several times."""
    words = ("--indicator", RATE, "--indicator", "reconsideration.accepted")
    assert run("indicators", LIANJIANG, *words, "--lang", "en") == 0
    out = capsys.readouterr().out
    assert "95.56%" in out
    assert len(out.splitlines()) == 2


def test_refused_indicators_are_listed_on_request(capsys: Printed) -> None:
    """With ``--refusals`` each of them is printed with its reason."""
    words = ("indicators", str(EXAMPLES / "bazhong-2008"), "--lang", "en")
    assert run(*words) == 0
    short = capsys.readouterr().out
    assert run(*words, "--refusals") == 0
    assert len(capsys.readouterr().out.splitlines()) > len(short.splitlines())


def test_published_indicators_stand_beside_the_computed(capsys: Printed) -> None:
    """With ``--published`` the printed figure and the difference are shown."""
    words = ("--indicator", RATE, "--published")
    assert run("indicators", LIANJIANG, *words) == 0
    out = capsys.readouterr().out
    assert "95.56%" in out
    assert "95.5 " in out


def test_a_year_is_the_period_of_the_indicators(capsys: Printed) -> None:
    """With ``--year`` only the days of that year count."""
    words = ("indicators", MODEL_CITY, "--indicator", "reconsideration.received")
    assert run(*words, "--lang", "en") == 0
    whole = capsys.readouterr().out
    assert run(*words, "--lang", "en", "--year", "2024") == 0
    assert capsys.readouterr().out != whole


# Forms


def form_of(year: int | None, in_force: int, total: int = 3) -> Form:
    """Return a form with a stock of documents and a line that may not balance."""
    cells = {
        ("documents", "normative", "in_force"): Cell.of(in_force),
        ("documents", "normative", "issued"): Cell.of(2),
        ("documents", "normative", "repealed"): Cell.of(1),
    }
    line = {"upheld": 2, "corrected": 1, "other": 0, "pending": 0, "total": total}
    cells |= {("remedies", "litigation_direct", k): Cell.of(v) for k, v in line.items()}
    return Form(id="disclosure-2021", year=year, cells=cells)


def test_a_form_that_balances_ends_with_zero(tmp_path: Path, capsys: Printed) -> None:
    """Blank cells are no error: they cannot be judged."""
    form = form_of(2023, 60)
    al.forms.write_form(form, tmp_path / "f.json")
    assert run("form", tmp_path / "f.json", "--lang", "en") == 0
    assert capsys.readouterr().out == form.check().text("en") + "\n"


def test_a_form_that_does_not_balance_ends_with_one(
    tmp_path: Path, capsys: Printed
) -> None:
    """The line that fails is printed with its arithmetic."""
    al.forms.write_form(form_of(2023, 60, total=4), tmp_path / "f.xlsx")
    assert run("form", tmp_path / "f.xlsx") == 1
    assert "2 + 1 + 0 + 0 = 3" in capsys.readouterr().out


@pytest.mark.parametrize(("stock", "code"), [(61, 0), (62, 1)])
@pytest.mark.parametrize("year", [2022, None])
def test_a_form_is_held_against_the_year_before(
    stock: int, code: int, year: int | None, tmp_path: Path
) -> None:
    """With ``--before`` the stock has to follow; that form need not say its year."""
    al.forms.write_form(form_of(year, 60), tmp_path / "2022.json")
    al.forms.write_form(form_of(2023, stock), tmp_path / "2023.json")
    words = ("form", tmp_path / "2023.json", "--before", tmp_path / "2022.json")
    assert run(*words) == code


def test_a_form_is_filled_checked_and_written(tmp_path: Path, capsys: Printed) -> None:
    """With ``--register`` the form is written, and read again it is the same."""
    file = tmp_path / "2024.xlsx"
    words = ("--register", MODEL_CITY, "--form", "disclosure-2021", "--year", "2024")
    assert run("form", file, *words, "--lang", "en") == 0
    filled = al.forms.fill("disclosure-2021", al.read_register(MODEL_CITY), 2024)
    said = f"{filled.check().text('en')}\nwritten to {file}\n"
    assert capsys.readouterr().out == said
    assert al.forms.read_form(file) == filled


def test_a_form_is_printed_as_json_that_can_be_read(
    tmp_path: Path, capsys: Printed
) -> None:
    """``--format json`` prints the form and nothing else, also where it is faulty."""
    data = form_of(2023, 60, total=4).json()
    data["tables"]["remedies"]["nothing"] = {"upheld": 1}
    (tmp_path / "f.json").write_text(json.dumps(data), "utf-8")
    assert run("form", tmp_path / "f.json", "--format", "json") == 1
    out, err = capsys.readouterr()
    assert json.loads(out) == form_of(2023, 60, total=4).json() | {"source": "f.json"}
    assert "nothing" in err


def test_the_example_is_not_changed(tmp_path: Path) -> None:
    """No command writes into the register that it reads."""
    shutil.copytree(MODEL_CITY, tmp_path / "city")
    run("export", tmp_path / "city", "places", tmp_path / "t.csv")
    run("indicators", tmp_path / "city")
    assert al.read_register(tmp_path / "city") == al.read_register(MODEL_CITY)
