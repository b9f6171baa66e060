/* What the desk says after a scan: the verdict, who it is, and what to do; large here, one line in the log. */
import { serverNow } from "../page/clock.js";
import { h, icon, status } from "../page/dom.js";
import { clockTime, t } from "../page/words.js";

const LOOK = {
  accepted: { tone: "g", frame: "", icon: "circle-check" },
  duplicate: { tone: "n", frame: "result-n", icon: "copy" },
  refused: { tone: "r", frame: "result-r", icon: "octagon-x" },
};

const CHANNEL = { room: () => t("Di ruang"), online: () => t("Daring") };

function verdictWord(result, direction) {
  if (result === "duplicate") return t("Sudah dicatat, tidak dihitung lagi");
  if (result === "refused") return t("Ditolak");
  return direction === "out" ? t("Keluar dicatat") : t("Hadir");
}

/** {result, reason, head: {name, office, agency, represents, first_at, first_device}} and how it was asked. */
export function showVerdict(place, answer, { zone, direction, channel }) {
  const { result, reason, head } = answer;
  const look = LOOK[result] ?? LOOK.refused;
  const time = clockTime(serverNow(), { zone, seconds: true });
  const first = head?.first_at && result === "duplicate" ? t("Pertama dicatat {time} {desk}", { time: clockTime(head.first_at, { zone }), desk: head.first_device ?? "" }) : "";
  const office = [head?.office, head?.agency].filter(Boolean).join(", ");
  place.className = `result ${look.frame}`;
  place.hidden = false;
  place.replaceChildren(
    icon(look.icon),
    h(
      "div",
      { class: "stack-s" },
      h("p", { class: "verdict" }, [verdictWord(result, direction), result === "accepted" && channel === "online" && t("Daring"), time].filter(Boolean).join(" · ")),
      h("p", { class: "who" }, head?.name ?? t("Tidak dikenal")),
      office && h("p", {}, office),
      head?.represents && h("p", {}, t("Mewakili {who}", { who: head.represents })),
      [first, reason].filter(Boolean).map((line) => h("p", { class: "small" }, line)),
    ),
  );
}

/** The same as a line of the log. */
export function logLine(answer, { zone, direction, channel }) {
  const { result, reason, head } = answer;
  const look = LOOK[result] ?? LOOK.refused;
  const word = { duplicate: t("Ganda"), refused: t("Ditolak") }[result] ?? (direction === "out" ? t("Keluar") : CHANNEL[channel]());
  const about = [head?.office, head?.agency].filter(Boolean).join(", ") || reason || "";
  const who = h("span", {}, h("b", { class: "strong" }, head?.name ?? t("Tidak dikenal")), h("br"), h("span", { class: "muted" }, about));
  return h("li", {}, h("time", {}, clockTime(serverNow(), { zone, seconds: true })), who, status(look.tone, look.icon === "circle-check" ? "check" : look.icon, word, false));
}
