#!/usr/bin/env python3
"""Attacks on the limits of Casus that take long, or need files that nobody keeps.

    Tests/Trust/attacks.py [--casus PATH] [--report] [WORD...]

One line an attack: its name, what is expected, seconds, peak memory and the verdict; status 1 if one
went wrong. WORDs choose attacks by name. No attack may take more than 4 GB. `--report` also opens a
hostile report in Chromium (playwright) and fails if a script ran or a request went out."""
import argparse, gzip, io, json, os, re, resource, shutil, struct, subprocess
import sys, tempfile, threading, time, zipfile, zlib

from shell import RELEASE, ROOT, Place, Terminal, program

CAP = 4 << 30
failures = []


def environment(folder):
    home = os.path.join(folder, "home")
    return dict(os.environ, HOME=home, XDG_CONFIG_HOME=home + "/c", XDG_STATE_HOME=home + "/s",
                PAGER="touch '%s/pwned'; cat" % folder, EDITOR="touch '%s/pwned'" % folder)


class Outcome:
    pass


def run(arguments, folder, stdin=b"", limit=60):
    """Runs casus and measures it; what it writes is kept in files, so that it may be much."""
    def prepare():
        resource.setrlimit(resource.RLIMIT_AS, (CAP, CAP))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    paths = [os.path.join(folder, "std" + name) for name in ("in", "out", "err")]
    with open(paths[0], "wb") as file:
        file.write(stdin)
    begin = time.time()
    with open(paths[0], "rb") as source, open(paths[1], "wb") as out, open(paths[2], "wb") as err:
        process = subprocess.Popen([casus] + arguments, stdin=source, stdout=out, stderr=err,
                                   preexec_fn=prepare, env=environment(folder), cwd=folder)
        timer = threading.Timer(limit, process.kill)
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        timer.cancel()
    outcome = Outcome()
    outcome.seconds = time.time() - begin
    outcome.megabytes = usage.ru_maxrss / 1024
    outcome.status = os.WEXITSTATUS(status) if os.WIFEXITED(status) else -os.WTERMSIG(status)
    with open(paths[1], "rb") as file:
        outcome.output = file.read(1 << 20)
    with open(paths[2], "rb") as file:
        outcome.errors = file.read(1 << 20).decode(errors="replace")
    return outcome


def tell(name, expected, seconds, megabytes, isGood, detail=""):
    print("%-44s %-30s %6.2f s %6.0f MB  %s" % (
        name[:44], expected, seconds, megabytes, "holds" if isGood else "FAILS " + detail), flush=True)
    if not isGood:
        failures.append(name)


def check(name, expected, outcome, seconds=60, megabytes=4096, status=None, says=None, silent=None):
    problems = []
    if outcome.status < 0:
        problems.append("signal %d" % -outcome.status)
    if outcome.seconds > seconds:
        problems.append("too slow")
    if outcome.megabytes > megabytes:
        problems.append("too much memory")
    if status is not None and outcome.status != status:
        problems.append("status %d" % outcome.status)
    if says is not None and says not in outcome.errors:
        problems.append("says " + outcome.errors[:120].strip())
    if silent is not None and silent in outcome.output + outcome.errors.encode():
        problems.append("leaks")
    tell(name, expected, outcome.seconds, outcome.megabytes, not problems, ", ".join(problems))


# Memory: a query may have 200 MB; the peak stays below twice that and what the program itself takes.
MEMORY = {
    "rows": "range x from 1 to 1000000000000 step 1",
    "cross join": "range x from 1 to 5000 step 1 | extend k=1 | join kind=inner "
                  "(range y from 1 to 50000 step 1 | extend k=1) on k",
    "mv-expand into make_list": "range x from 1 to 1000 step 1 | mv-expand y = range(1,100000) "
                                "| summarize make_list(y)",
    "make_list": "range x from 1 to 1000000000 step 1 | summarize make_list(x)",
    "make_set": "range x from 1 to 1000000000 step 1 | summarize make_set(x)",
    "unique keys": "range x from 1 to 1000000000 step 1 | summarize count() by x",
    "unique texts": "range x from 1 to 1000000000 step 1 | summarize count() by tostring(x)",
    "sort": "range x from 1 to 1000000000 step 1 | sort by x desc",
    "serialize": "range x from 1 to 1000000000 step 1 | serialize n=row_number() | count",
    "distinct": "range x from 1 to 1000000000 step 1 | distinct x",
    "toscalar": "print toscalar(range x from 1 to 1000000000 step 1 | summarize make_list(x))",
    "partition": "range x from 1 to 1000000000 step 1 | partition by x (take 1)",
    "top": "range x from 1 to 1000000000 step 1 | top 1000000000 by x",
    "sample": "range x from 1 to 1000000000 step 1 | sample 1000000000",
    "materialize": "let t=materialize(range x from 1 to 1000000000 step 1); t | union t | count",
    "make-series": "range x from 1 to 100000000 step 1 | make-series count() on x from 1 to "
                   "1000000000000 step 1",
}
BOUNDED = {
    "strrep": "print strlen(strrep(strrep(strrep('a',1000),1000),1000))",
    "doubling by scan": "range x from 1 to 40 step 1 | serialize | scan declare (s:string='a') with "
                        "(step a: true => s = strcat(iff(isempty(a.s),'a',a.s), "
                        "iff(isempty(a.s),'a',a.s));) | summarize max(strlen(s))",
    "replace by much": "print strlen(replace_string(strrep(strrep('a',1000),1000),'a',"
                       "strrep(strrep('b',1000),1000)))",
    "range in a value": "print array_length(range(1,1000000000000))",
    "zip": "print array_length(zip(range(1,10000000),range(1,10000000)))",
}
# Time: a query may have one second; it ends within 0.3 s of that where the machine is idle.
TIME = {
    "regex over long texts": "range x from 1 to 2000 step 1 | extend s=strrep(strcat(tostring(x),"
                             "'ab'),1000) | summarize max(array_length(extract_all('(a+)+(b)',"
                             "strrep(s,100))))",
    "regex, quadratic": "print array_length(extract_all('(a).*b|a',strrep(strrep('a',1000),100)))",
    "cross join": "range x from 1 to 3000 step 1 | extend k=1 | join kind=inner (range y from 1 to "
                  "100000 step 1 | extend k=1) on k | summarize max(x*y)",
    "mv-expand": "range x from 1 to 2000000 step 1 | mv-expand y=range(1,1000) | summarize "
                 "sum(tolong(y))",
    "sort": "range x from 1 to 30000000 step 1 | sort by hash(x) | take 1",
    "sort of texts": "range x from 1 to 3000000 step 1 | sort by tostring(hash(x)) asc, x desc "
                     "| where x < 0",
    "scan": "range x from 1 to 5000000 step 1 | serialize | scan with (step a: x>0; step b: x > a.x;) "
            "| count",
    "graph-match": "range a from 1 to 300 step 1 | extend k=1 | join kind=inner (range b from 1 to 300 "
                   "step 1 | extend k=1) on k | project a,b | make-graph a --> b with_node_id=n "
                   "| graph-match (x)-[e*1..10]->(y) project p=x.n | count",
    "make-series": "range x from 1 to 1000000 step 1 | make-series count() on x from 1 to 100000000 "
                   "step 1 | project array_length(count_)",
    "series_fir": "print series_fir(range(1,1000000),range(1,1000000))",
    "sets": "print x=set_union(%s), y=set_intersect(%s), z=set_difference(%s)" % (
        ("range(1,1000000), " * 2 + "range(500000,1500000)",) * 3),
    "partition": "range x from 1 to 10000000 step 1 | partition by x (summarize count()) | count",
    "mv-apply": "range x from 1 to 2000 step 1 | extend p=range(1,5000) | mv-apply q=p on "
                "(sort by tolong(q) desc | take 1) | count",
    "basket": "range x from 1 to 100000 step 1 | extend y=x%10,z=x%7,w=x%13,a=x%3,b=x%5,c=x%17,"
              "d=x%19,e=x%23,f=x%29 | evaluate basket(0.001)",
    "count for ever": "range x from 1 to 1000000000000 step 1 | count",
}


def memory(folder):
    line = "needs more memory than the 200 MB it may have"
    for name, query in MEMORY.items():
        done = run(["--memory", "200m", "--timeout", "60s", "--format", "none", "-c", query], folder)
        check("memory: " + name, "one line, below 425 MB", done, 61, 425, 1, line)
    for name, query in BOUNDED.items():
        done = run(["--memory", "200m", "--format", "none", "-c", query], folder)
        check("memory: " + name, "an answer, below 425 MB", done, 30, 425)
    script = ("let t = 7;\nprint t\n.set memory 200m\n" + MEMORY["make_list"] + "\n").encode()
    done = prompt(folder, [MEMORY["make_list"], "events | count", "print 1 + 1"],
                  ["--memory", "200m", os.path.join(ROOT, "seeds")], waits=3)
    isAlive = b"needs more memory" in done and re.search(rb"print 1 \+ 1.*\b2\b", done, re.S)
    tell("memory: the prompt lives on", "tables as they were", 0, 0, bool(isAlive))


def times(folder):
    for name, query in TIME.items():
        done = run(["--memory", "2g", "--timeout", "1s", "--format", "none", "-c", query], folder)
        check("time: " + name, "ends by %.1f s" % slack, done, slack, 2500, 1, "takes longer than")


# Nesting: a hundred thousand deep, or lets that double.
def nesting(folder):
    n = 100_000
    def chain(count, first, following):
        return "".join("let f%d=%s;\n" % (i, first if i == 0 else following % ((i - 1,) * 2))
                       for i in range(count))
    queries = {
        "parentheses": "print " + "(" * n + "1" + ")" * n, "minus": "print " + "-" * n + "1",
        "lists": "print dynamic(" + "[" * n + "]" * n + ")",
        "bags": "print dynamic(" + '{"a":' * n + "1" + "}" * n + ")",
        "subqueries": "range x from 1 to 2 step 1 | where x in (" * n,
        "calls": "print " + "strcat(" * n + '"a"' + ")" * n, "pipes": "print 1" + "|where true" * n,
        "lets": "".join("let a%d=%s;\n" % (i, "a%d" % (i - 1) if i else "1") for i in range(5000))
                + "print a4999",
        "functions": "".join("let f%d=(){%s};\n" % (i, "f%d()" % (i - 1) if i else "1")
                             for i in range(20000)) + "print f19999()",
        "lets that double": chain(60, "range x from 1 to 1 step 1", "f%d|union f%d") + "f59|count",
        "joins that double": chain(40, "range x from 1 to 1 step 1",
                                   "f%d|join kind=inner f%d on x|project x") + "f39|count",
        "pattern": "print 'a' matches regex '" + "(" * n + "a" + ")" * n + "'",
    }
    for name, text in queries.items():
        path = os.path.join(folder, "q.kql")
        with open(path, "w") as file:
            file.write(text)
        done = run(["run", path], folder)
        check("nesting: " + name, "an answer or a message", done, 20, 1000)
    deep = "print isnull(parse_json(strcat(strrep(strrep('[',1000),1000),strrep(strrep(']',1000),1000))))"
    check("nesting: parse_json", "null", run(["-c", deep], folder), 10, 500, 0)
    for name, text in {
        "deep.jsonl": '{"text":"a","x":' + "[" * n + "]" * n + "}\n",
        "deep.html": "<html><body>" + "<div>" * n + "<p>The president met.</p>",
        "deep.xml": "<rss><channel><item><description>" + "<a>" * n + "x" + "</a>" * n,
    }.items():
        with open(os.path.join(folder, name), "w") as file:
            file.write(text)
        check("nesting: " + name, "a message", run(["extract", name], folder), 10, 500, 3)


def patterns(folder):
    for name, query, seconds in [
        ("(a+)+$", "print strrep(strrep('a',1000),1000) matches regex '(a+)+$b'", 5),
        ("a{1000}{1000}", "print 'a' matches regex 'a{1000}{1000}'", 5),
        ("huge class", r"print 'a' matches regex '[\\p{L}\\p{N}]{900}'", 5),
        ("1 MB", "print 'a' matches regex '" + "ab|" * 330000 + "'", 10),
        ("100,000 groups", "print extract('" + "(a)" * 100000 + "',1,'a')", 10),
        ("many states", "print strrep(strrep('abc',1000),1000) matches regex '[a-c]*a[a-c]{500}x'", 10),
    ]:
        path = os.path.join(folder, "q.kql")
        with open(path, "w") as file:
            file.write(query)
        check("pattern: " + name, "an answer or a message", run(["run", path], folder), seconds, 600)


def zeros(path, block, count):
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    with open(path, "wb") as file:
        for _ in range(count):
            file.write(packer.compress(block))
        file.write(packer.flush())


def bombs(folder):
    path = lambda name: os.path.join(folder, name)
    def save(name, data):
        with open(path(name), "wb") as file:
            file.write(data if isinstance(data, bytes) else data.encode())
        return name
    zeros(path("z.txt.gz"), b"\0" * (1 << 24), 640)
    shutil.copy(path("z.txt.gz"), path("z.csv.gz"))
    save("gg.txt.gz", gzip.compress(open(path("z.txt.gz"), "rb").read()))
    check("bomb: gzip of 10 GB, article", "refused", run(["extract", "z.txt.gz"], folder), 10, 300, 3)
    check("bomb: gzip of 10 GB, table", "refused", run(["info", "z.csv.gz"], folder), 10, 300, 3)
    check("bomb: gzip in gzip", "refused", run(["extract", "gg.txt.gz"], folder), 10, 300, 3)
    def zipped(name, entries):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for entry, data in entries:
                archive.writestr(entry, data)
        save(name, buffer.getvalue())
        return buffer.getvalue()
    zipped("z1.zip", [("a.csv", b"a,b\n" + b"1,2\n" * (64 << 20))])
    check("bomb: zip of 256 MB", "refused", run(["info", "z1.zip"], folder), 10, 500, 3)
    zipped("z2.zip", [("a%d.csv" % i, b"a,b\n1,2\n") for i in range(50000)])
    check("bomb: zip of 50,000 files", "refused", run(["info", "z2.zip"], folder), 10, 500, 3)
    raw = zipped("z3.zip", [("a.csv", b"a,b\n" + b"1,2\n" * (4 << 20))])
    end = raw.rindex(b"PK\5\6")
    start = struct.unpack("<I", raw[end + 16:end + 20])[0]
    copies = 5000
    save("z4.zip", raw[:start] + raw[start:end] * copies + struct.pack(
        "<IHHHHIIH", 0x06054b50, 0, 0, copies, copies, (end - start) * copies, start, 0))
    check("bomb: zip of overlapping files", "refused", run(["info", "z4.zip"], folder), 10, 500, 3)
    zipped("z5.zip", [("../../evil.csv", b"a,b\n1,2\n"), (path("evil2.csv"), b"a,b\n3,4\n")])
    done = run(["-c", ".tables", "z5.zip"], folder)
    made = [p for p in (path("../evil.csv"), path("../../evil.csv"), path("evil2.csv")) if os.path.exists(p)]
    check("archive: ../ and absolute names", "nothing written", done, 10, 300, 0)
    tell("archive: files made", "none", 0, 0, not made, str(made))
    laughs = ('<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "lol">'
              + "".join('<!ENTITY a%d "%s">' % (i, ("&a%d;" % (i - 1)) * 10) for i in range(1, 12))
              + "]><rss><channel><item><title>t</title><description>&a11; The president met.</description>"
              + "</item></channel></rss>")
    save("x1.xml", laughs)
    check("entities: billion laughs", "left out", run(["extract", "x1.xml"], folder), 10, 300)
    secret = save("secret", "CANARY-OF-A-FILE")
    external = ('<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e SYSTEM "file://%s">]><rss><channel><item>'
                '<title>t</title><description>A &e; The president met the minister in Paris.'
                '</description></item></channel></rss>' % path("secret"))
    save("x2.xml", external)
    check("entities: file", "not read", run(["extract", "x2.xml"], folder), 10, 300, silent=b"CANARY")
    save("x3.html", external)
    check("entities: file, as HTML", "not read", run(["extract", "x3.html"], folder), 10, 300,
          silent=b"CANARY")
    million = 1_000_000
    save("h1.html", b"<html><body><p " + b" ".join(b"a%d=1" % i for i in range(million)) + b">Text.</p>")
    check("bomb: HTML of 1e6 attributes", "refused", run(["extract", "h1.html"], folder), 10, 500, 3)
    save("c1.csv", ",".join("c%d" % i for i in range(million)) + "\n")
    check("bomb: CSV of 1e6 columns", "refused", run(["info", "c1.csv"], folder), 10, 500, 3)
    save("c2.csv", "a" * 50_000_000 + ",b\n1,2\n")
    check("bomb: header of 50 MB", "refused", run(["info", "c2.csv"], folder), 10, 500, 3)
    save("j1.jsonl", "{" + ",".join('"k%d":1' % i for i in range(million)) + "}\n")
    check("bomb: JSON of 1e6 keys", "refused", run(["info", "j1.jsonl"], folder), 30, 500, 3)
    save("j2.jsonl", '{"text":"%s"}\n{"text":"The president met the king in Paris."}\n' % ("a" * (17 << 20)))
    check("bomb: a line of 17 MB", "passed by, the next read", run(["extract", "j2.jsonl"], folder), 10, 300, 3)


# Articles: reading is linear, so that twice the text takes at most about three times the time.
SHAPES = {
    "one sentence": lambda n: ("The president of France met the minister of Japan in Paris and " * n)[:n],
    "no spaces": lambda n: "ABCDEFGH" * (n // 8), "open quotes": lambda n: '"He said ' * (n // 9),
    "curly quotes": lambda n: "\u201cHe said " * (n // 11), "brackets": lambda n: "(" * (n // 2) + ")" * (n // 2),
    "zero width": lambda n: "\u200b" * (n // 3), "combining": lambda n: "a" + "\u0301" * (n // 2),
    "right to left": lambda n: "\u202e\u05d0\u05d1 " * (n // 8), "short lines": lambda n: "We met.\n" * (n // 8),
    "said": lambda n: '"We met," he said.\n' * (n // 19), "of": lambda n: "the head of the office of " * (n // 26),
}


def articles(folder):
    for name, shape in SHAPES.items():
        seconds = []
        for size in (25_000, 50_000):
            with open(os.path.join(folder, "a.txt"), "w") as file:
                file.write(shape(size))
            done = run(["extract", "a.txt"], folder, limit=120)
            seconds.append(done.seconds)
        isLinear = seconds[1] < 3 * seconds[0] + 1
        tell("article: " + name, "linear", seconds[1], done.megabytes, isLinear and done.status >= 0,
             "%.2f s, then %.2f s" % tuple(seconds))


def prompt(folder, lines, arguments, waits=1.0, raw=()):
    """Types lines at a prompt and gives what the terminal is sent."""
    shell = Terminal(Place(folder, casus, **environment(folder) | {"TERM": "xterm-256color"}), arguments)
    output = b""
    def drain(seconds):
        nonlocal output
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            output += shell.take(0.05)
    drain(3)
    for line in lines:
        shell.type(line)
        drain(waits)
    for keys in raw:
        shell.press(keys)
        drain(waits)
    shell.end()
    return output


HOSTILE = ["\x1b]0;T\x07", "\x1b]52;c;Zg==\x07", "\x1b[31m", "\u009b31m", "\x07", "a\x08b", "O\rW", "\x7f",
           "\u202eevil\u202c", "\u2066x\u2069", "\u2028ls", "\ufeffb"]
NEVER = [b"\x1b]", b"\x1b[31m", b"\xc2\x9b", b"\x07", b"a\x08b", b"\xe2\x80\xae", b"\xe2\x81\xa6", b"\xe2\x80\xa8",
         b"\xef\xbb\xbf"]


def terminal(folder):
    files = os.path.join(folder, "hostile")
    os.makedirs(files)
    text = "The president of France met the prime minister of Japan in Paris on Tuesday. "
    for i, part in enumerate(HOSTILE):
        with open(os.path.join(files, "f%d%s.txt" % (i, part.replace("/", ""))), "w") as file:
            file.write(text + '"We %s agree," said the president of Iran.\n' % part)
        with open(os.path.join(files, "g%d.txt" % i), "w") as file:
            file.write(text + '"We %s agree," said the president of Iran.\n' % part)
    with open(os.path.join(folder, "t.csv"), "w") as file:
        file.write('a,"col%s"\n1,"%s"\n' % (HOSTILE[2], "".join(HOSTILE)))
    script = os.path.join(folder, "s.kql")
    with open(script, "w") as file:
        file.write(".print %s\nprint ['c%s']='%s\n" % (HOSTILE[1], HOSTILE[2], HOSTILE[8]))
    lines = ["events | project text, document", "documents", "quotes", ".tables", ".schema", "t",
             ".read s.kql", ".load no\x16\x07file", ".help \x16\x07", ".print \x16\x07x", ".param a=\x16\x07", ".param",
             ".history", ".functions \x16\x07"]
    lines += [".%s %d" % (word, i) for word in ("show", "why", "parse") for i in range(1, 12)]
    lines += [".mode " + mode + "\revents | project document, text" for mode in
              ("csv", "tsv", "json", "jsonl", "markdown", "line", "html", "csv-raw")]
    lines += ["events | summarize count() by document | render " + chart for chart in ("barchart", "columnchart")]
    keys = [b'documents | where document == "\t\t', b"\x15.load hostile/\t\t", b"\x15.read hostile/f\t\t"]
    output = prompt(folder, lines, ["hostile", "t.csv"], 0.4)
    sent = [bytes(part) for part in NEVER if part in output]
    # Where Tab finds nothing the line editor itself rings.
    offered = prompt(folder, [], ["hostile", "t.csv"], 0.6, keys)
    sent += [bytes(part) for part in NEVER if part != b"\x07" and part in offered]
    tell("terminal: %d commands" % (len(lines) + len(keys)), "no raw control", 0, 0, not sent and len(output) > 20000,
         str(sent))


def safe(folder):
    given, other = os.path.join(folder, "given"), os.path.join(folder, "other")
    os.makedirs(given)
    os.makedirs(other)
    for place, name, text in [(given, "a.txt", "The president of Iran met the king of Jordan on Monday.\n"),
                              (other, "s.txt", "CANARY was told to nobody on Monday in Paris by the king.\n"),
                              (other, "s.csv", "a,b\nCANARY,2\n"), (other, "s.kql", 'print "CANARY"\n'),
                              (given, "r.kql", ".read ../other/s.kql\n")]:
        with open(os.path.join(place, name), "w") as file:
            file.write(text)
    for name in ("s.txt", "s.csv", "s.kql"):
        os.symlink(os.path.join("..", "other", name), os.path.join(given, "link-" + name))
    os.symlink("../other", os.path.join(given, "folder"))
    os.symlink(".", os.path.join(given, "loop"))
    commands = [".read other/s.kql", ".read given/r.kql", ".read given/link-s.kql", ".load other/s.csv",
                ".load given/link-s.csv", ".load given/folder", ".load given/../other", ".load given/loop",
                ".load /proc/self/environ", ".load /proc/self/mem", ".open other/s.casus", ".save given/w.casus",
                ".export given/w.csv", ".once given/w.csv", ".output given/w.csv", ".edit", ".pager on", ".last",
                ".save-query w", ".run w", ".connect clickhouse://127.0.0.1:9/x", 'externaldata(a:string)["file:///etc/passwd"]',
                "sentences | project text", ".once |touch pwned", ".set pager touch pwned"]
    before = sorted(os.listdir(given))
    for command in commands:
        done = run(["--safe", "given"], folder, ("print 1\n" + command + "\n").encode(), 30)
        check("safe: " + command[:38], "nothing leaks", done, 30, 500, silent=b"CANARY")
    isSame = sorted(os.listdir(given)) == before and not os.path.exists(os.path.join(folder, "pwned"))
    tell("safe: files afterwards", "as before", 0, 0, isSame)
    output = prompt(folder, [], ["--safe", "given"], 1, [b".load other/\t\t", b"\x15.load /etc/pass\t\t"])
    tell("safe: names of files", "not completed", 0, 0, b"s.csv" not in output and b"/etc/passwd" not in output)


PAYLOADS = ["<script>document.title='RAN'</script>", "<img src=x onerror=\"document.title='RAN'\">",
            "\"><svg/onload=document.title='RAN'>", "</style><script>document.title='RAN'</script>",
            "</script><script>document.title='RAN'</script>", "<iframe src=\"javascript:parent.document.title='RAN'\">",
            "<a href=\"javascript:document.title='RAN'\">x</a>", "<img src=\"http://127.0.0.1:9/leak\">",
            "<link rel=stylesheet href=\"http://127.0.0.1:9/l.css\">", "<base href=\"http://127.0.0.1:9/\">",
            "<meta http-equiv=refresh content=\"0;url=http://127.0.0.1:9/\">", "' onmouseover='document.title=1",
            "+ADw-script+AD4-document.title=1+ADw-/script+AD4-", "<!--", "<![CDATA[",
            "<object data=\"data:text/html,<script>parent.document.title='RAN'</script>\">",
            "<details open ontoggle=\"document.title='RAN'\">", "\u202e<script>"]


def reports(folder):
    with open(os.path.join(folder, "h.jsonl"), "w") as file:
        for payload in PAYLOADS:
            file.write(json.dumps({"id": "d" + payload, "title": payload, "source": payload, "url": "javascript:alert(1)",
                "published": "2020-05-05", "text": "President Emmanuel Macron of France met Prime Minister Shinzo Abe of "
                "Japan in Paris on Tuesday %s. \"We %s agree,\" said President Hassan Rouhani of Iran.\n" % (payload, payload)}) + "\n")
    quoted = ["\"%s\"" % payload.replace("\\", "\\\\").replace('"', '\\"') for payload in PAYLOADS[:3]]
    text = "// %s\nprint %s\n\nevents\n\ndocuments\n\nquotes\n\nactors\n\n" % (PAYLOADS[0], quoted[1])
    for chart in ("barchart", "columnchart", "piechart", "linechart", "card", "timechart"):
        text += "events | summarize n=count() by document | render %s with (title=%s, xtitle=%s, ytitle=%s)\n\n" % (
            chart, quoted[0], quoted[1], quoted[2])
    text += "events | project date, document, text | render timeline\n"
    with open(os.path.join(folder, "h.kql"), "w") as file:
        file.write(text)
    done = run(["run", "h.kql", "h.jsonl", "-o", "r.html"], folder)
    page = open(os.path.join(folder, "r.html"), encoding="utf-8").read()
    check("report: written", "a page", done, 60, 1000, 0)
    tell("report: scripts in it", "its own only", 0, 0, page.count("<script") == 1 and "<img" not in page
         and "Content-Security-Policy" in page, "%d scripts" % page.count("<script"))
    if not arguments.report:
        return
    from playwright.sync_api import sync_playwright
    requests, words = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        view = browser.new_page()
        view.on("request", lambda request: requests.append(request.url))
        view.on("console", lambda message: words.append(message.text))
        view.on("dialog", lambda dialog: (words.append("dialog"), dialog.dismiss()))
        view.goto("file://" + os.path.join(folder, "r.html"))
        view.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        for row in view.locator("tr.event").all()[:30]:
            row.click()
        view.wait_for_timeout(1500)
        title = view.title()
        browser.close()
    tell("report: in Chromium", "nothing ran, nothing asked", 0, 0, title == "h" and len(requests) == 1 and not words,
         str((title, requests, words)))


def formulas(folder):
    with open(os.path.join(folder, "f.kql"), "w") as file:
        file.write("datatable(a:string, n:long)[\"=cmd|' /C calc'!A0\", -5, \"@x\", 6, \"+1-800\", 7, \"'=x\", 8, "
                   "\"a;=1\", 9, \"-5\", 10]\n")
    done = run(["run", "f.kql", "--format", "csv"], folder)
    cells = [line for line in done.output.decode().splitlines()[1:]]
    tell("csv: formulas", "marked", done.seconds, done.megabytes, not [c for c in cells if c[0] in "=@+\t"], str(cells))
    with open(os.path.join(folder, "f.csv"), "wb") as file:
        file.write(done.output)
    back = run(["-c", "f", "f.csv", "--format", "json"], folder)
    plain = run(["run", "f.kql", "--format", "json"], folder)
    tell("csv: loaded again", "the same values", back.seconds, back.megabytes, back.output == plain.output)


parser = argparse.ArgumentParser()
parser.add_argument("--casus", default=RELEASE)
parser.add_argument("--report", action="store_true")
parser.add_argument("--slack", type=float, default=1.5, help="seconds in which a query of one second must end")
parser.add_argument("words", nargs="*")
arguments = parser.parse_args()
casus = program(arguments.casus)
slack = arguments.slack
print(casus)
for part in (memory, times, nesting, patterns, bombs, articles, terminal, safe, formulas, reports):
    if not arguments.words or any(word in part.__name__ for word in arguments.words):
        with tempfile.TemporaryDirectory() as place:
            part(place)
print("%d failed%s" % (len(failures), ": " + ", ".join(failures) if failures else ""))
sys.exit(1 if failures else 0)
