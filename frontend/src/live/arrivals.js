/* Cards of how many came ask for themselves anew (hx-trigger="counted from:body") as soon as the record of the meeting
   says something of it: at once, then at most every other second, and not while nobody looks. */
import { setServerNow } from "../page/clock.js";
import { Connection } from "./connection.js";

const PAUSE = 2000;
const nothing = () => {};
let last = 0;
let timer = null;
let owed = false;
let connection = null;

/** The figures are no longer what they were. */
export function countedAnew() {
  owed = document.hidden;
  if (owed || timer) return;
  timer = setTimeout(() => {
    timer = null;
    last = Date.now();
    document.body.dispatchEvent(new CustomEvent("counted"));
  }, Math.max(0, last + PAUSE - Date.now()));
}

/** Follow the meeting of a card with data-follows, from where its figures were read; once a page. */
export function followCounts({ follows, epoch, seq }) {
  if (connection) return;
  const entries = (fresh) => fresh.some(({ data }) => data.attendance || data.meeting) && countedAnew();
  const handlers = { snapshot: countedAnew, entries, presence: nothing, clock: setServerNow, status: nothing };
  connection = new Connection({ path: `/api/v1/meetings/${follows}`, view: "participant", epoch, seq: Number(seq), handlers }).start();
}

document.addEventListener("visibilitychange", () => owed && countedAnew());
