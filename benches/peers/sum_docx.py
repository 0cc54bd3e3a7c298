"""Sums the numbers in the brackets of filled forms with python-docx, as one would without Anyue.

usage: python3 sum_docx.py FOLDER

Every .docx in the folder is opened, the last cell of every table row is taken, every number in brackets is found by a
regular expression and added to its place (which row, which bracket). Prints one JSON line: files, numbers, their sum,
and the seconds that reading and adding took, the interpreter's start and imports left out.
"""

import json
import re
import sys
import time
from collections import Counter
from pathlib import Path

from docx import Document

NUMBER = re.compile(r"[（(]\s*(\d*)\s*[)）]")


def figures(path):
    for table in Document(str(path)).tables:
        for at, row in enumerate(table.rows):
            for place, number in enumerate(NUMBER.findall(row.cells[-1].text)):
                if number:
                    yield (at, place), int(number)


def main():
    files = sorted(Path(sys.argv[1]).glob("*.docx"))
    began = time.perf_counter()
    sums = Counter()
    numbers = 0
    for path in files:
        for place, number in figures(path):
            sums[place] += number
            numbers += 1
    took = time.perf_counter() - began
    print(json.dumps({"files": len(files), "numbers": numbers, "sum": sum(sums.values()), "seconds": took}))


main()
