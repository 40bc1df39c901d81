"""Tell the code or body that issued a number from the words before it.

In 根据国务院令第1号 the number begins with 国务院, in 市人民政府京政发〔2000〕1号 with
京政发: a body that merely precedes a code is not part of the number. Chinese has
no blanks between words, so the words that cannot belong to a body end the look
back. The limits: a body is not looked up, so an unknown verb before it stays.
"""

from __future__ import annotations

import re
from typing import Final

from adminlaw.citations.number_parts import BODY, HAN

# Words of the sentence. No name of a body and no code contains one of them.
_WORDS: Final = re.compile(
    "根据|依据|依照|按照|参照|比照|遵照|违反|符合|适用|贯彻|落实|执行(?!局)|施行|实施"
    "|发布|公布|颁布|颁发|印发|下发|转发|批转|批准|通过|修订|修正|修改|废止|替代|收到"
    "|现将|作出|做出|出具|制作|制发|下达|送达|通知|文件|文号|字号|编号|意见|批复|规定|办法|条例|决定|现行|以及|及其|关于"
    "|不服|撤销|维持|确认|变更|责令|载明|提交|提供|取得|领取|持有|申请|审查|涉案|上述"
    "|前述|参加|被告|原告|本机关|诉|了|附上|附件|核对|查对|对照|比对|核查|查阅|查看|参阅|参考|参见|详见"
    "|(?<=[款条项目法例章节编定释则])和"
    "|[以按由为的在见是被与并即及或等号令]"
)
# The same where the word may also begin a name (经济, 自治, 太原, 和政县).
_LEADING: Final = re.compile(
    "[〇零一二三四五六七八九十]{1,4}[年月日]|文(?=[和与及])|据|至|除|现|其|因(?!地)|系|向|如(?!皋|东)|称|已|未|有|[我你该](?![院部局厅署委会省市县区])|新(?=国务院)|原(?!子|平|州|阳|政|府)|经(?!济|贸|信|营|管|发)"
    "|依(?!安|兰|政)|对(?!外)|自(?!治|然|贡|府|流)|于(?!都|洪|田|政)|本(?!溪|政)"
    "|将(?!乐|政)|和(?!政|府|县|顺|龙|平|静|硕|田|林)|(?<=[0-9０-９一二三四五六七八九十])[年月日]"
)
# 并政发 is a code of 太原 and 自府发 one of 自贡: a code may begin with such a word.
_CODE_AFTER: Final = re.compile("(?:并|自|和|将)(?=[政府])")
_COUNTRY: Final = "中华人民共和国"
# These have one name each, so nothing before them can be a part of it.
_FIXED: Final = re.compile(rf"(?:{_COUNTRY})?(?:国务院|中央军委)\Z")

# In 劳社部发 and 教师厅函 the 部 and 厅 belong to the code: it does not begin after.
_BODY_THEN_CODE: Final = re.compile(
    rf"[我本该你][院部局厅委署会省市县区]|国务院|(?:中共)?中央|{HAN}{{2,}}[部会局署厅府院室]"
    rf"|{HAN}{{3,}}委"
)
_BEGINS_NO_CODE: Final = re.compile(
    "发(?!改)|文(?!旅|物|化|广)|电(?!监)|规(?!划)|办(?!公(?![厅室]))|[函字令]|明电|[部委会局署院室]"
    f"|厅(?!字)|{HAN}?\\Z"
)
_BODY_END: Final = re.compile("[部会局署厅府院室委央省市县区]")
_ONE_LETTER_CODE: Final = re.compile("[法国]")
# A run is looked for only where one can begin; else each of its characters is tried.
_CODE_RUN: Final = re.compile(
    rf"(?<!{HAN})(?:{HAN}|(?<={HAN})[(（]{HAN}{{1,4}}[)）](?={HAN}))++\Z"
)
_LOOK_BACK: Final = 60
_JOINT: Final = re.compile(rf"[、，](?=\S)|[^\S\n]+|(?<=[{BODY}])(?:会同|和|与|及)")
_BODY_RUN: Final = re.compile(
    rf"(?<!{HAN})(?<!、)(?:{HAN}|、|[^\S\n]|第[0-9０-９]{{1,2}}(?=[届次]))++\Z"
)


def first_word(issuer: str) -> int | None:
    """Return where a word that no issuer contains stands in *issuer*, or None.

    >>> first_word("根据国发"), first_word("国发"), first_word("并政发")
    (0, None, None)
    """
    if _CODE_AFTER.match(issuer):
        return None
    if _LEADING.match(issuer):
        return 0
    words = (found.start() for found in _WORDS.finditer(issuer))
    return next((at for at in words if not _CODE_AFTER.match(issuer, at)), None)


def ends_in_word(text: str, end: int) -> bool:
    """Tell whether a word that no issuer contains ends at *end*.

    >>> ends_in_word("发布公告", 2), ends_in_word("禁止令", 2)
    (True, False)
    """
    return any(
        found.end() == end for found in _WORDS.finditer(text, max(0, end - 2), end)
    )


def code_start(text: str, end: int) -> int:
    """Return where the issuing code begins that ends before *end*.

    It is *end* itself where no code stands there.

    >>> code_start("最高人民法院以法发", 9), code_start("市人民政府京政发", 8)
    (7, 5)
    """
    start = _run_start(_CODE_RUN, text, end)
    return after_body(text, _after_words(text, start, end), end)


def after_body(text: str, start: int, end: int) -> int:
    """Return where the code begins after a body that merely precedes it.

    >>> after_body("省人民政府川府发", 0, 8), after_body("劳社部发", 0, 4)
    (5, 0)
    """
    best = start
    for found in _BODY_END.finditer(text, start, end):
        cut = found.end()
        if not _BODY_THEN_CODE.fullmatch(text, start, cut):
            continue
        rest = text[cut:end]
        if _ONE_LETTER_CODE.fullmatch(rest) or (
            rest and not _BEGINS_NO_CODE.match(rest)
        ):
            best = cut
    return after_body(text, best, end) if best > start else start


def body_start(text: str, end: int) -> int:
    """Return where the body begins that issued the order named at *end*.

    Bodies that sign together are one issuer: 监察部、人事部令第1号. It is *end*
    itself where no body stands there.

    >>> body_start("根据国务院、中央军委", 10), body_start("下列禁止", 4)
    (2, 4)
    """
    run = _run_start(_BODY_RUN, text, end)
    start = stop = end
    cuts = [found.span() for found in _JOINT.finditer(text, run, end)]
    for begin, following in reversed([(run, run), *cuts]):
        if following < stop:
            if text[stop - 1] not in BODY:
                break
            first = _after_words(text, following, stop)
            start = first if first < stop else start
            if first > following:
                break
        stop = begin
    return start


def _run_start(run: re.Pattern[str], text: str, end: int) -> int:
    """Return where the *run* begins that ends at *end*; *end* where there is none."""
    low = max(0, end - _LOOK_BACK)
    found = run.search(text[low:end])
    return low + found.start() if found else end


def _after_words(text: str, start: int, end: int) -> int:
    """Return where the issuer begins after the words of the sentence."""
    fixed = _FIXED.search(text, start, end)
    if fixed is not None:
        return fixed.start()
    country = text.rfind(_COUNTRY, start, end)
    start = max(start, country)
    if start != country:
        for found in _WORDS.finditer(text, start, end):
            if not _CODE_AFTER.match(text, found.start()):
                start = found.end()
    while start < end and not _CODE_AFTER.match(text, start):
        leading = _LEADING.match(text, start, end)
        if leading is None:
            break
        start = leading.end()
    return start
