#!/usr/bin/env python3
"""Imports generated files of the shapes that administrations publish, piped into the tool: what is counted, what the table answers,
how fast it went and what memory it took, which does not grow with what is left out.

    run_imports.py --fos build/tools/fos [--rows 1000000]
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile


def code_of(line):
    """Ten digits, a chapter of 01 to 96 first."""
    return f"{line % 96 + 1:02d}{line // 96:08d}"


# Each yields the file in pieces and returns nothing; a row in ten says no duty, or nothing that is understood.
def uk(rows):
    yield ('"commodity__code","commodity__description","measure__type__id","measure__additional_code__code","measure__duty_expression",'
           '"measure__effective_start_date","measure__effective_end_date","measure__conditions","measure__geographical_area__id",'
           '"measure__geographical_area__description","measure__excluded_geographical_areas__ids","measure__quota__order_number"\n')
    for row in range(rows):
        code = code_of(row // 10)
        kind = row % 10
        if kind == 9:  # a control
            yield f'{code},"Goods {row // 10}",410,#NA,#NA,2021-01-01,#NA,#NA,1011,ERGA OMNES,#NA,#NA\n'
        elif kind == 0:
            yield f'{code},"Goods {row // 10}",103,#NA,{row // 10 % 200 / 10:.2f}%,2021-01-01,#NA,#NA,1011,ERGA OMNES,#NA,#NA\n'
        else:
            yield (f'{code},"Goods {row // 10}",142,#NA,{kind}.00 % + {kind}.10 GBP / 100 kg,20{20 + kind}-01-01,20{20 + kind}-12-31,'
                   f'"condition:Q,certificate:U0{kind:02d},action:27",20{kind:02d},Area {kind},#NA,#NA\n')


def hts_line(row):
    code = code_of(row)
    dotted = f"{code[:4]}.{code[4:6]}.{code[6:8]}.{code[8:]}"
    general = "See nothing that is a rate: 9.9.9 QQ/" if row % 10 == 9 else f"{row % 400 / 10}¢/kg + {row % 90 / 10}%"
    return dotted, general, "Free (A,AU,BH,CL,CO,IL,JO,KR,MA,OM,P,PE,S,SG) 2.5% (JP)", "35%"


def hts_json(rows):
    yield "["
    for row in range(rows):
        dotted, general, special, other = hts_line(row)
        bad = row % 10 == 9
        yield ((",\n" if row else "") + json.dumps({
            "htsno": dotted, "indent": "99" if bad else "0", "description": f"Goods {row}", "superior": None, "units": ["kg"],
            "general": general, "special": special, "other": other, "footnotes": [{"columns": ["general"], "value": "See 9903.88.15."}]}))
    yield "]\n"


def hts_csv(rows):
    yield ("HTS Number,Indent,Description,Unit of Quantity,General Rate of Duty,Special Rate of Duty,Column 2 Rate of Duty,"
           "Quota Quantity,Additional Duties\n")
    for row in range(rows):
        dotted, general, special, other = hts_line(row)
        indent = "x" if row % 10 == 9 else "0"
        yield f'{dotted},{indent},"Goods, {row}","[""kg""]",{general},"{special}",{other},,\n'


def mfn(rows):
    yield "Year,HS Code,Product description,MFN rate,Min rate,Max rate\n"
    for row in range(rows):
        most = row % 30 + (row % 10 == 9)  # several rates: nothing is averaged
        yield f"2026,{code_of(row)},Goods {row},{row % 30},{row % 30},{most}\n"


def plain(rows):
    yield "#tariff,XX\n#currency,EUR\n#version,1\n#group,G,Group\n#member,G,\"CN IN VN\"\ncode,kind,origin,rate,start,end,description\n"
    for row in range(rows):
        code = code_of(row // 10)
        if row % 10 == 0:
            yield f"{code},mfn,all,{row // 10 % 200 / 10:.1f} %,,,Goods {row // 10}\n"
        else:
            yield f"{code},mfn,G,{row % 10}.5 % MIN 0.3{row % 10} EUR/kg,20{10 + row % 10}-01-01,20{10 + row % 10}-12-31,\n"


# form: what makes it, which share of the rows is left out, a code with its rate, what the tool needs to know.
FORMS = {
    "uk-csv": (uk, 0.1, code_of(3), "0.30%", []),
    "us-hts-json": (hts_json, 0.1, code_of(3), "0.3¢/kg + 0.3%", []),
    "us-hts-csv": (hts_csv, 0.1, code_of(3), "0.3¢/kg + 0.3%", []),
    "mfn-csv": (mfn, 0.1, code_of(3), "3", ["--id", "XX", "--currency", "EUR"]),
    "csv": (plain, 0, code_of(3), "0.3 %", []),
}


def run_import(fos, form, words, pieces, out):
    """Seconds, peak KiB and what was said."""
    tool = subprocess.Popen([fos, "tariff", "import", "--from", form, "-", "-o", out, *words], stdin=subprocess.PIPE,
                            stderr=subprocess.PIPE, encoding="utf-8")
    batch = []
    for piece in pieces:
        batch.append(piece)
        if len(batch) == 2000:
            tool.stdin.write("".join(batch))
            batch.clear()
    tool.stdin.write("".join(batch))
    tool.stdin.close()
    said = tool.stderr.read()
    _, status, usage = os.wait4(tool.pid, 0)
    tool.returncode = os.waitstatus_to_exitcode(status)
    if tool.returncode != 0:
        raise AssertionError(f"{form}: exit {tool.returncode}: {said[-300:]}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss, said


def check_form(fos, folder, form, rows):
    make, share, code, rate, words = FORMS[form]
    out = os.path.join(folder, form)
    report = ["--report", os.path.join(folder, "report")] if form != "csv" else []
    seconds, peak, said = run_import(fos, form, words + report, make(rows), out)
    left_out = int(rows * share)
    if form != "csv" and f"{rows} rows, {left_out} left out" not in said:
        raise AssertionError(f"{form}: {said}")
    if report:
        with open(report[1], encoding="utf-8") as lines:
            told = sum(1 for line in lines if line.split(":")[1].isdigit())
        if told < left_out:
            raise AssertionError(f"{form}: {told} rows are told, expected {left_out}")
    found = subprocess.run([fos, "tariff", "lookup", code, "--tariff", out, "--origin", "BR", "--date", "2026-11-23"],
                           capture_output=True, encoding="utf-8", check=False).stdout
    if rate not in found:
        raise AssertionError(f"{form}: {code} lacks {rate}: {found}")
    size = os.path.getsize(out)
    print(f"{form:<14}{rows:>10,} rows{rows / seconds:>12,.0f} a second{peak / 1024:>9.1f} MiB{size / 1048576:>9.1f} MiB of table")
    return peak


def check_memory(fos, folder, rows):
    """Ten times as many lines, all of them left out, take no more."""
    def controls(count):
        yield from uk(count)
        for row in range(10 * count):
            yield f'{code_of(row)},"Goods {row}",410,#NA,#NA,2021-01-01,#NA,#NA,1011,ERGA OMNES,#NA,#NA\n'
    out = os.path.join(folder, "memory")
    _, few, _ = run_import(fos, "uk-csv", ["--quiet"], uk(rows), out)
    _, many, _ = run_import(fos, "uk-csv", ["--quiet"], controls(rows), out)
    if many > few + 2048:
        raise AssertionError(f"memory grows with what is left out: {few} KiB, then {many} KiB")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--fos", required=True, help="the command")
    parser.add_argument("--rows", type=int, default=10000, help="of each file")
    parser.add_argument("--no-memory", action="store_true", help="for builds with sanitizers, which keep what is freed")
    options = parser.parse_args()
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for form in FORMS:
            try:
                check_form(options.fos, folder, form, options.rows)
            except AssertionError as error:
                print(f"FAIL {error}")
                failed += 1
        try:
            if not options.no_memory:
                check_memory(options.fos, folder, min(options.rows, 10000))
        except AssertionError as error:
            print(f"FAIL {error}")
            failed += 1
    print(f"{len(FORMS) + 1 - failed} passed, {failed} failed")
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())
