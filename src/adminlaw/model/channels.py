"""Where a government speaks and listens: sites, columns, accounts, hotlines."""

from __future__ import annotations

from attrs import frozen

from adminlaw.labels import LabelledEnum
from adminlaw.model.events import Event
from adminlaw.model.fields import typed
from adminlaw.model.headings import record_html
from adminlaw.model.identities import AuthorityId, ChannelId, FigureId
from adminlaw.periods import Length
from adminlaw.spans import DateSpan


class ChannelKind(LabelledEnum):
    """Kind of channel (渠道类别)."""

    WEBSITE = "website", "政府网站", "government website"
    COLUMN = "column", "栏目", "column of a website"
    MICROBLOG = "microblog", "微博", "microblog"
    WECHAT = "wechat", "微信", "WeChat account"
    CLIENT = "client", "新闻客户端", "news client"
    HOTLINE = "hotline", "热线", "hotline"
    PLATFORM = "platform", "平台", "platform"
    OTHER = "other", "其他", "other"


@frozen(kw_only=True, field_transformer=typed)
class Channel:
    """A channel by which information is published or messages are taken (渠道).

    Attributes:
        keeper: Register id of the body that keeps it.
        parent: Register id of the channel that it is a part of.
        update_every: How often it has to be updated.
        events: Registration, checks, updates, closing.
    """

    id: ChannelId
    name: str
    kind: ChannelKind
    keeper: AuthorityId | None = None
    parent: ChannelId | None = None
    update_every: Length | None = None
    valid: DateSpan = DateSpan.always()
    counts: tuple[FigureId, ...] = ()
    events: tuple[Event, ...] = ()

    _repr_html_ = record_html
