/* The projector: the item under discussion, its time, the latest decision, the count. Read from the back row. */
import { refreshClocks } from "../page/clock.js";
import { number, t } from "../page/words.js";
import { split } from "./people.js";
import { activeItem, nextItem, orderedDecisions, orderedItems } from "./state.js";

function waiting({ status }) {
  if (status === "finished") return t("Rapat telah selesai");
  return status === "in_progress" ? t("Menunggu pokok berikutnya") : t("Rapat belum dibuka");
}

function words(state) {
  const active = activeItem(state);
  const next = nextItem(state);
  const items = orderedItems(state);
  const latest = orderedDecisions(state).find((decision) => decision.status === "active");
  const { heads = 0, agencies_present: present = 0 } = state.attendance;
  return {
    "now-place": active ? t("Pokok {a} dari {b}", { a: items.indexOf(active) + 1, b: items.length }) : "",
    "now-title": active?.title ?? waiting(state.meeting),
    "now-presenter": active?.presenter ?? "",
    "now-planned": active?.minutes ? t("dari {n} menit", { n: active.minutes }) : "",
    next: next && state.meeting.status !== "finished" ? t("Berikutnya: {title}", { title: next.title }) : "",
    "decision-title": latest ? t("Keputusan {n}", { n: latest.number }) : "",
    "decision-text": latest?.text ?? "",
    heads: t("{n} orang hadir dari {m} instansi", { n: number(heads), m: number(present) }),
    split: split(state.attendance),
  };
}

export function startScreen({ store, part }) {
  store.subscribe((state) => {
    for (const [name, text] of Object.entries(words(state))) part(name).textContent = text;
    part("decision").classList.toggle("is-none", !part("decision-text").textContent);
    const since = activeItem(state)?.started_at;
    part("now-watch").hidden = !since;
    if (since) part("now-watch").firstElementChild.setAttribute("data-stopwatch", since);
    refreshClocks();
    part("presenter-box").hidden = !part("now-presenter").textContent;
  });
}
