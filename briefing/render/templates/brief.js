"use strict";
// Conveniences only: without this script every word of the page is there, and each citation leads to its quote.
(() => {
  const root = document.documentElement;
  const main = document.getElementById("brief");
  const desk = document.getElementById("desk");
  const hint = document.getElementById("hint");
  const without = document.getElementById("without");
  const cites = [...document.querySelectorAll("a.cite")];
  const articles = new Map([...desk.querySelectorAll("article")].map((article) => [article.dataset.number, article]));
  // Below this width the article covers the brief; brief.css has the same number.
  const narrow = matchMedia("(max-width: 65.99rem)");
  let opener = null;
  root.classList.add("script");

  // The article beside the brief -----------------------------------------------------------------------------------

  function open(link) {
    const article = articles.get(link.dataset.source);
    if (!article) return false;
    close(false);
    opener = link;
    link.classList.add("open");
    article.classList.add("shown");
    desk.classList.add("reading");
    main.inert = narrow.matches;
    const wanted = new Set((link.dataset.places || "").split(" "));
    for (const mark of article.querySelectorAll("mark"))
      mark.classList.toggle("on", mark.dataset.quotes.split(" ").some((quote) => wanted.has(quote)));
    const first = article.querySelector("mark.on");
    show(first || article);
    return true;
  }

  function show(element) {
    const box = element.getBoundingClientRect();
    const frame = desk.getBoundingClientRect();
    // A third of the height stays above, so that the words before the quote can be read.
    desk.scrollTop += element.matches("mark") ? box.top - frame.top - frame.height / 3 : -desk.scrollTop;
    if (!element.hasAttribute("tabindex")) element.tabIndex = -1;
    element.focus({ preventScroll: true });
  }

  function close(back) {
    desk.classList.remove("reading");
    main.inert = false;
    for (const shown of desk.querySelectorAll(".shown")) shown.classList.remove("shown");
    for (const mark of desk.querySelectorAll("mark.on")) mark.classList.remove("on");
    if (!opener) return;
    opener.classList.remove("open");
    if (back) opener.focus();
    opener = null;
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-source]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (open(link)) {
      event.preventDefault();
      unhint();
    } else close(false);
  });
  document.getElementById("back").addEventListener("click", () => close(true));
  document.getElementById("all").addEventListener("click", () => {
    close(false);
    desk.scrollTop = 0;
    desk.querySelector("#sources").scrollIntoView({ block: "start" });
    desk.focus({ preventScroll: true });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (!hint.hidden) unhint();
    else if (desk.classList.contains("reading")) close(true);
  });

  // The quote at a hover or at the focus ---------------------------------------------------------------------------

  const LONGEST = 420; // characters, some eight lines: more would cover what is being read
  let leaving = 0;

  function hinted(link) {
    clearTimeout(leaving);
    const quote = link.dataset.quote;
    if (!quote) return;
    const article = articles.get(link.dataset.source);
    const title = article ? article.querySelector("h3").textContent : "";
    const cut = quote.length > LONGEST ? quote.slice(0, quote.lastIndexOf(" ", LONGEST)) + " …" : quote;
    hint.querySelector(".said").textContent = "“" + cut + "”";
    hint.querySelector(".from").textContent = "[" + link.dataset.source + "] " + title;
    hint.hidden = false;
    link.setAttribute("aria-describedby", "hint");
    const at = link.getBoundingClientRect();
    const size = hint.getBoundingClientRect();
    const left = Math.max(12, Math.min(at.left, root.clientWidth - size.width - 12));
    const above = at.bottom + size.height + 8 > innerHeight && at.top > size.height + 8;
    hint.style.left = left + scrollX + "px";
    hint.style.top = (above ? at.top - size.height - 6 : at.bottom + 6) + scrollY + "px";
  }

  function unhint() {
    clearTimeout(leaving);
    hint.hidden = true;
    for (const link of cites) link.removeAttribute("aria-describedby");
  }

  function later() {
    clearTimeout(leaving);
    // Time to move the pointer onto the quote, to read or copy it.
    leaving = setTimeout(unhint, 250);
  }

  for (const link of cites) {
    link.dataset.quote = link.title;
    link.removeAttribute("title");
    link.addEventListener("mouseenter", () => hinted(link));
    link.addEventListener("mouseleave", later);
    link.addEventListener("focus", () => link.matches(":focus-visible") && hinted(link));
    link.addEventListener("blur", unhint);
  }
  hint.addEventListener("mouseenter", () => clearTimeout(leaving));
  hint.addEventListener("mouseleave", later);

  // Origins switched off -------------------------------------------------------------------------------------------

  const switches = [...desk.querySelectorAll(".origins input")];
  const lines = [...document.querySelectorAll(".line")].map((line) => ({
    line,
    item: line.matches(".item"),
    sources: numbers(line),
    pieces: [...line.querySelectorAll(".piece")].map((piece) => {
      const behind = piece.nextElementSibling;
      return { piece, sources: behind && behind.matches(".cites") ? numbers(behind) : new Set() };
    }),
  }));

  function numbers(element) {
    return new Set([...element.querySelectorAll("a.cite")].map((link) => link.dataset.source));
  }

  const lost = (sources, off) => sources.size > 0 && [...sources].every((number) => off.has(number));

  function weigh() {
    const dropped = switches.filter((each) => !each.checked);
    const off = new Set(dropped.flatMap((each) => each.dataset.numbers.split(" ")));
    let total = 0;
    let stand = 0;
    for (const { line, item, sources, pieces } of lines) {
      const gone = lost(sources, off);
      tell(line, gone);
      for (const each of pieces) each.piece.classList.toggle("lost", lost(each.sources, off));
      if (item) {
        total += 1;
        stand += gone ? 0 : 1;
      }
    }
    for (const link of cites) link.classList.toggle("off", off.has(link.dataset.source));
    const names = dropped.map((each) => each.dataset.name).join(", ");
    without.textContent = dropped.length ? `Without ${names}: ${stand} of ${total} items still stand.` : "";
  }

  function tell(line, gone) {
    line.classList.toggle("lost", gone);
    const said = line.querySelector(":scope .tag.unsupported");
    if (gone && !said) {
      const tag = document.createElement("small");
      tag.className = "tag unsupported";
      tag.textContent = "no support left";
      line.querySelector(".words").after(" ", tag);
    } else if (!gone && said) said.remove();
  }

  for (const each of switches) {
    // A browser may restore a form as it was left; the text is as it was sent.
    each.checked = true;
    each.addEventListener("change", weigh);
  }
})();
