// Says, before the page is drawn, that scripts run: what they unfold may then start folded.
document.documentElement.classList.add("js");
