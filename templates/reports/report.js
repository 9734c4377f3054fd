// Filters the findings of a report, opens the one that a link leads to, and unfolds everything for print.
// The page is whole without it.
(() => {
  // What a filter leaves of a folded group is unfolded up to this number.
  const MOST_UNFOLDED = 100;
  const form = document.getElementById("filter");
  const findings = [...document.querySelectorAll("[data-finding]")];
  const groups = [...document.querySelectorAll(".group")];

  const matches = (finding, { severities, operation, rule, text }) => {
    const { severity, rule: own, operations } = finding.dataset;
    if (!severities.includes(severity)) return false;
    if (rule !== "" && rule !== own) return false;
    if (operation !== "" && !JSON.parse(operations).includes(operation)) return false;
    return text === "" || finding.textContent.toLowerCase().includes(text);
  };

  const apply = () => {
    const data = new FormData(form);
    const wanted = {
      severities: data.getAll("severity"),
      operation: data.get("operation"),
      rule: data.get("rule"),
      text: data.get("text").trim().toLowerCase(),
    };
    for (const finding of findings) finding.hidden = !matches(finding, wanted);
    const shown = findings.filter((finding) => !finding.hidden).length;
    for (const group of groups) {
      const within = group.querySelectorAll("[data-finding]:not([hidden])").length;
      group.hidden = within === 0;
      group.querySelector(".count").textContent = within;
      if (shown < findings.length && within <= MOST_UNFOLDED) group.open = true;
    }
    form.querySelector("output").value =
      shown === findings.length ? `${shown} shown` : `${shown} of ${findings.length} shown`;
  };

  const reveal = () => {
    const found = document.getElementById(location.hash.slice(1));
    if (found === null) return;
    if (found.hidden) form?.reset();
    for (let at = found; at !== null; at = at.parentElement) if (at.matches("details")) at.open = true;
    found.scrollIntoView();
  };

  if (form !== null) {
    form.hidden = false;
    form.addEventListener("input", apply);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => queueMicrotask(apply));
    document.addEventListener("keydown", (event) => {
      const typing = event.target.matches("input[type=search], select");
      if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        form.elements.text.focus();
      }
      if (event.key === "Escape" && event.target === form.elements.text) form.reset();
    });
    apply();
  }

  addEventListener("hashchange", reveal);
  reveal();

  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    for (const one of closed) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of closed) one.open = false;
  });
})();
