extension ReportPage {
  /// The page's look: one column, light or dark as the reader's system is, black on white on paper.
  static let style = """
    :root{color-scheme:light dark;--ink:#1d1d1f;--faint:#6b6b70;--paper:#fff;--line:#dcdce0;--shade:#f5f5f7;--mark:#ffe08a;--grid:#ddd}
    @media (prefers-color-scheme:dark){:root{--ink:#ececf0;--faint:#a0a0a8;--paper:#1b1b1e;--line:#3a3a40;--shade:#26262a;--mark:#6b5a1e;--grid:#444}}
    *{box-sizing:border-box}
    body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif}
    main{max-width:62rem;margin:0 auto;padding:2rem 1rem 4rem}
    h1{font-size:1.7rem;margin:0 0 1rem}h2{font-size:1.25rem;margin:2.5rem 0 .5rem}
    section{margin:1.25rem 0 2.25rem}figure{margin:0 0 .75rem}
    pre{background:var(--shade);border-radius:6px;padding:.75rem 1rem;overflow-x:auto;font:13px/1.5 ui-monospace,Menlo,Consolas,monospace;margin:.4rem 0}
    summary{cursor:pointer;color:var(--faint);font-size:.85rem}
    .search{width:18rem;max-width:100%;margin:.5rem 0;padding:.35rem .6rem;border:1px solid var(--line);border-radius:6px;background:var(--paper);color:var(--ink);font:inherit;font-size:.9rem}
    .scroll{overflow-x:auto;border:1px solid var(--line);border-radius:6px}
    table{border-collapse:collapse;width:100%;font-size:.875rem}
    th,td{padding:.35rem .7rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
    tbody tr:last-child td{border-bottom:0}
    th{background:var(--shade);white-space:nowrap}
    th button{all:unset;cursor:pointer;font-weight:600}th button:focus-visible{outline:2px solid currentColor}
    th[aria-sort=ascending] button::after{content:" \\2191"}th[aria-sort=descending] button::after{content:" \\2193"}
    .number{text-align:right;font-variant-numeric:tabular-nums}.date{white-space:nowrap}.null{color:var(--faint);font-style:italic}
    tr.event{cursor:pointer}tr.event:hover,tr.event:focus-visible{background:var(--shade);outline:none}
    tr.evidence td{background:var(--shade)}blockquote{margin:.2rem 0 .3rem;padding-left:.8rem;border-left:3px solid var(--line)}
    mark{background:var(--mark);color:inherit}cite,.count,.note{color:var(--faint);font-size:.8rem;font-style:normal}
    @media print{:root{--ink:#000;--faint:#555;--paper:#fff;--line:#bbb;--shade:#f2f2f2;--grid:#ddd}
    .search{display:none}.scroll{overflow:visible;border:0}main{max-width:none;padding:0}
    thead{display:table-header-group}tr,figure{break-inside:avoid}h2{break-after:avoid}}
    """

  /// Sorting by a click on a column's name, searching while typing, and the evidence of a row.
  static let script = """
    "use strict";
    for (const table of document.querySelectorAll("table.rows")) {
      const body = table.tBodies[0];
      const groups = [];
      for (const row of body.rows) {
        if (row.classList.contains("evidence")) groups[groups.length - 1].push(row);
        else groups.push([row]);
      }
      const heads = [...table.tHead.rows[0].cells];
      const key = (group, column) => {
        const cell = group[0].cells[column];
        return cell.dataset.key === undefined ? cell.textContent : cell.dataset.key;
      };
      heads.forEach((head, column) => head.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        heads.forEach(other => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const numeric = groups.every(group => group[0].cells[column].dataset.key !== undefined);
        const order = groups.map((group, index) => [key(group, column), index, group]);
        order.sort((a, b) => {
          if (a[0] === "" || b[0] === "") return (a[0] === "") - (b[0] === "") || a[1] - b[1];
          const sign = numeric ? Number(a[0]) - Number(b[0]) : a[0].localeCompare(b[0]);
          return (down ? -sign : sign) || a[1] - b[1];
        });
        body.append(...order.flatMap(entry => entry[2]));
      }));
      const toggle = row => {
        const next = row.nextElementSibling;
        if (next && next.classList.contains("evidence")) next.hidden = !next.hidden;
      };
      for (const [row] of groups) {
        if (!row.classList.contains("event")) continue;
        row.addEventListener("click", () => toggle(row));
        row.addEventListener("keydown", event => { if (event.key === "Enter") toggle(row); });
      }
      const search = table.closest(".scroll").previousElementSibling;
      if (search && search.classList.contains("search")) {
        search.addEventListener("input", () => {
          const words = search.value.toLowerCase().split(/\\s+/).filter(word => word);
          for (const group of groups) {
            const text = group.map(row => row.textContent).join(" ").toLowerCase();
            const fits = words.every(word => text.includes(word));
            group[0].style.display = fits ? "" : "none";
            if (group[1]) group[1].style.display = fits ? "" : "none";
          }
        });
      }
    }
    """

  /// The SHA-256 of `script` in Base64, by which the page's policy knows it; a test compares the two.
  static let scriptHash = "7IIpIgkUXn1/IK1vZZO4I4p4SnlxnzEcEWyN+c+twcI="
}
