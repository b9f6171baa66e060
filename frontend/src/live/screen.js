/* The projector: what is on, who speaks and how long, what is to be decided. Read from the back row, by itself. */
import { refreshClocks, stopwatch, serverNow } from "../page/clock.js";
import { bar, h } from "../page/dom.js";
import { number, t } from "../page/words.js";
import { breakOn, breakWords, discussed as spentOn, hour } from "./breaks.js";
import { fit } from "./fit.js";
import { split } from "./people.js";
import { quorumOf, quorumWords } from "./quorum.js";
import { activeItem, nextItem, orderedItems } from "./state.js";
import { everyTick, left, speakingTurn, timer, waitingTurns } from "./turns.js";

const NEXT_SPEAKERS = 2;
const QR_EVERY = 240_000;

const optionWord = ({ key, text }) => text || ({ yes: t("Setuju"), no: t("Tidak setuju"), abstain: t("Abstain") }[key] ?? key);

/** What the room reads while nothing is discussed. */
function waiting({ meeting, decisions }, zone) {
  const settled = Object.values(decisions).filter(({ status }) => status === "active").length;
  const begins = hour(meeting.starts_at, zone);
  const words = {
    scheduled: () => [t("Rapat belum dibuka"), meeting.title, t("Dimulai pukul {time}", { time: begins })],
    in_progress: () => ["", t("Menunggu pokok berikutnya"), ""],
    finished: () => [settled ? t("{n} keputusan ditetapkan", { n: number(settled) }) : "", t("Rapat telah selesai"), t("Terima kasih atas kehadiran Bapak/Ibu.")],
    cancelled: () => [meeting.title, t("Rapat ini dibatalkan"), ""],
    postponed: () => [meeting.title, t("Rapat ini ditunda"), ""],
  };
  const [place, title, next] = (words[meeting.status] ?? words.in_progress)();
  return { "now-place": place, "now-title": title, next };
}

/** The item under discussion, and what comes after it. */
function discussed(state, active) {
  const items = orderedItems(state);
  const speakers = waitingTurns(state).slice(0, NEXT_SPEAKERS).map((turn) => turn.agency_name || turn.name);
  const item = nextItem(state);
  const [first, second] = speakers;
  let next = item ? t("Berikutnya: {title}", { title: item.title }) : "";
  if (second) next = t("Berikutnya: {a}, lalu {b}", { a: first, b: second });
  else if (first) next = t("Berikutnya: {title}", { title: first });
  return { "now-place": t("Pokok {a} dari {b}", { a: items.indexOf(active) + 1, b: items.length }), "now-title": active.title, next };
}

/** The room is on a break: until when, and with what it goes on. */
function resting(state, pause, active, zone) {
  const goesOn = active ?? nextItem(state);
  return { "now-place": "", "now-title": breakWords(pause, zone), next: goesOn ? t("Dilanjutkan dengan: {title}", { title: goesOn.title }) : "" };
}

/** Who has the floor; else who presents the item. */
function onAir(turn, active) {
  if (!turn) return { "onair-word": active?.presenter ? t("Pemapar") : "", "onair-name": active?.presenter ?? "", "onair-office": "" };
  return { "onair-word": t("Sedang berbicara"), "onair-name": turn.name || turn.agency_name, "onair-office": [turn.office_title, turn.name ? turn.agency_name : ""].filter(Boolean).join(", ") };
}

/** What the room is asked or has settled: an open vote; a result, until a decision follows it; a wording; the last decision. */
function matter(state, active) {
  const here = ({ item }) => !active || item === null || item === active.id;
  const votes = Object.values(state.votes).filter(here);
  const decisions = Object.values(state.decisions).filter(here);
  const open = votes.find((vote) => vote.status === "open");
  if (open) return { vote: open };
  const as = (wanted) => decisions.filter(({ status }) => status === wanted).map((decision) => ({ decision, at: Date.parse(decision.recorded_at) }));
  const [wordings, adopted] = [as("proposed"), as("active")];
  const last = Math.max(0, ...adopted.map(({ at }) => at));
  const results = votes.filter(({ status }) => status === "published").map((vote) => ({ vote, at: Date.parse(vote.published_at) }));
  const pool = [...results.filter(({ at }) => at > last), ...(wordings.length ? wordings : adopted)];
  return pool.sort((a, b) => b.at - a.at)[0] ?? {};
}

function matterWords({ vote, decision }) {
  if (vote) {
    const cast = { a: number(vote.cast), b: number(vote.entitled) };
    if (vote.status === "open") return [t("Pemungutan suara {n}", { n: vote.number }), vote.question, t("{a} dari {b} delegasi sudah memilih", cast)];
    const carried = { true: t("Disetujui"), false: t("Tidak disetujui") }[vote.result?.carried];
    return [t("Hasil pemungutan suara {n}", { n: vote.number }), vote.question, [carried, t("{a} dari {b} delegasi memilih", cast)].filter(Boolean).join(" · ")];
  }
  if (decision?.status === "proposed") return [t("Rumusan keputusan {n}", { n: decision.number }), decision.text, ""];
  return decision ? [t("Keputusan {n}", { n: decision.number }), decision.text, ""] : ["", "", ""];
}

/** Each answer with its count, once the result is published. */
function results(vote) {
  const counts = vote?.status === "published" && vote.result?.counts;
  if (!counts) return [];
  const total = Object.values(counts).reduce((sum, n) => sum + n, 0);
  const tone = { yes: "b-g", no: "b-r" };
  return vote.options.map((option) => {
    const n = counts[option.key] ?? 0;
    const words = `${optionWord(option)}: ${number(n)}`;
    return h("li", {}, h("span", {}, optionWord(option)), bar([[tone[option.key] ?? "b-t", n]], total, words), h("b", {}, number(n)));
  });
}

/** Whether enough are here: "Kuorum: 9 dari 14 instansi undangan, perlu 10". */
function enough(attendance) {
  const words = quorumWords(quorumOf(attendance));
  return words && `${t("Kuorum")}: ${words}`;
}

class Screen {
  constructor({ store, part, zone }) {
    Object.assign(this, { store, part, zone });
    store.subscribe((state) => this.draw(state));
    everyTick(() => this.time(store.state));
    addEventListener("resize", () => this.fit());
    addEventListener("htmx:afterSettle", () => this.fit()); // the chart has come
    document.fonts?.ready.then(() => this.fit());
    const code = part("qr");
    if (code) setInterval(() => (code.src = `${code.dataset.src}?${Date.now()}`), QR_EVERY);
  }

  draw(state) {
    const active = state.meeting.status === "in_progress" ? activeItem(state) : null;
    const found = state.meeting.status === "in_progress" ? matter(state, active) : {};
    const pause = breakOn(state);
    const [title, text, aside] = matterWords(found);
    const { heads = 0, agencies_present: present = 0 } = state.attendance;
    const words = {
      ...(pause ? resting(state, pause, active, this.zone) : active ? discussed(state, active) : waiting(state, this.zone)),
      ...(pause ? onAir(null, null) : onAir(active && speakingTurn(state), active)),
      "matter-title": title,
      "matter-text": text,
      "matter-standing": aside,
      heads: heads ? t("{n} orang hadir dari {m} instansi", { n: number(heads), m: number(present) }) : "",
      split: heads ? [split(state.attendance), enough(state.attendance)].filter(Boolean).join(" · ") : "",
    };
    for (const [name, said] of Object.entries(words)) this.part(name).textContent = said;
    this.part("matter-results").replaceChildren(...results(found.vote));
    this.part("matter").classList.toggle("is-none", !text);
    this.part("matter").classList.toggle("is-settled", found.decision?.status === "active");
    this.part("screen").classList.toggle("is-titled", words["now-title"] === state.meeting.title);
    if (this.part("arrive")) this.part("arrive").hidden = !["scheduled", "in_progress"].includes(state.meeting.status);
    this.part("onair").hidden = !words["onair-name"];
    this.time(state);
    refreshClocks();
    this.fit();
  }

  /** What is left to whoever speaks, else how long the item has been discussed. */
  time(state) {
    const active = state.meeting.status === "in_progress" ? activeItem(state) : null;
    const turn = active && speakingTurn(state);
    const since = active?.started_at;
    const pause = breakOn(state);
    this.part("now-watch").hidden = !(pause || turn || since);
    if (!pause && !turn && !since) return;
    const { text, tone, about } = pause ? this.ofBreak(pause) : turn ? this.ofTurn(turn) : this.ofItem(state, active);
    const [time, planned] = [this.part("bigtime"), this.part("now-planned")];
    if (time.textContent !== text) time.textContent = text;
    if (planned.textContent !== about) planned.textContent = about;
    time.className = `bigtime ${tone}`;
  }

  ofBreak({ until }) {
    return { text: stopwatch(Math.ceil((Date.parse(until) - serverNow()) / 1000)), tone: "", about: t("sampai dilanjutkan") };
  }

  ofItem(state, item) {
    return { text: stopwatch(spentOn(state, item) / 1000), tone: "", about: item.minutes ? t("dari {n} menit", { n: item.minutes }) : "" };
  }

  ofTurn(turn) {
    const { text, tone, word } = timer(turn);
    const rest = left(turn);
    const rested = turn.running_since && rest !== null && rest >= 0;
    const about = rested ? t("sisa dari {n} menit", { n: Math.round(turn.allowed_seconds / 60) }) : turn.running_since ? word.toLowerCase() : t("dijeda");
    return { text, tone, about };
  }

  fit() {
    fit(this.part("screen"));
  }
}

/** Start the projector's page. */
export const startScreen = (context) => new Screen(context);
