"""Import a list of 100,000 powers from XLSX: against calamine that only reads cells.

Run with ``make bench``. Each side runs in a process of its own, in turn; medians and
their ratio are printed. Absolute times say little: compare ratios.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROWS = 100_000
RUNS = 3

HEADINGS = (
    "序号",
    "权力类型",
    "事项名称",
    "职权编码",
    "设定依据",
    "行使主体",
    "承办机构",
    "行使层级",
    "责任事项",
    "追责情形",
    "备注",
)
_DIGITS = "一二三四五六七八九"
_KINDS = ("行政处罚", "行政许可", "行政检查", "其他行政权力")


def write_workbook(file: Path) -> None:
    """Write the list as a workbook."""
    import xlsxwriter  # noqa: PLC0415 - not part of what is measured

    book = xlsxwriter.Workbook(file, {"constant_memory": True})
    sheet = book.add_worksheet("权责清单")
    sheet.write_row(0, 0, HEADINGS)
    for number in range(ROWS):
        sheet.write_row(number + 1, 0, _row(number))
    book.close()


def _row(number: int) -> tuple[str | int, ...]:
    return (
        number + 1,
        _KINDS[number % 4],
        f"对第{number}类违法行为的处理",
        f"3101{number:08}",
        f"《中华人民共和国行政处罚法》第{_DIGITS[number % 9]}条第一款",
        f"示例市第{number % 100}局",
        f"第{number % 7}科",
        "县级",
        "1.立案责任：发现违法行为，予以审查。2.调查责任：收集证据。",
        "1.不履行职责的；2.违反法定程序的。",
        "",
    )


def read_cells(file: Path) -> int:
    """Read the cells and no more."""
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - part of the cost

    with file.open("rb") as stream:
        book = CalamineWorkbook.from_filelike(stream)
        return len(book.get_sheet_by_index(0).to_python()) - 1


def read_register(file: Path) -> int:
    """Read the powers and put them into a register."""
    import adminlaw as al  # noqa: PLC0415 - its import is part of the cost
    from adminlaw.labels import Label  # noqa: PLC0415 - the same

    found = al.read_table(file, "powers")
    return len(found.register("bench", Label("试", "bench")).powers)


SIDES = {"cells": read_cells, "register": read_register}


def one_run(side: str, file: Path) -> None:
    """Run one side and print its seconds, the imports included."""
    start = time.perf_counter()
    count = SIDES[side](file)
    seconds = time.perf_counter() - start
    if count != ROWS:
        message = f"{side} read {count} rows"
        raise SystemExit(message)
    print(seconds)


def main() -> None:
    """Run both sides in turn and print the medians and their ratio."""
    results: dict[str, list[float]] = {side: [] for side in SIDES}
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "powers.xlsx"
        write_workbook(file)
        for _ in range(RUNS):
            for side, seconds in results.items():
                command = [sys.executable, __file__, side, str(file)]
                run = subprocess.run(  # noqa: S603 - our own interpreter and script
                    command, capture_output=True, check=True, text=True
                )
                seconds.append(float(run.stdout))
        size = file.stat().st_size / 2**20
    print(f"{ROWS} rows, {size:.1f} MiB of XLSX, medians of {RUNS} runs")
    medians = {side: statistics.median(each) for side, each in results.items()}
    for side, seconds in medians.items():
        print(f"{side:8} {seconds:6.2f} s  {ROWS / seconds:9.0f} rows a second")
    print(f"register / cells: {medians['register'] / medians['cells']:.1f}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        one_run(sys.argv[1], Path(sys.argv[2]))
    else:
        main()
