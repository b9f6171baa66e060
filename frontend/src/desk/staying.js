/* The desk stays in the browser: kept for the hours without a network, and gone when it is told to go. */
import { forget } from "./keeper.js";

const CACHES = "rakor-door-";
const isWorker = (registration) => new URL((registration.active ?? registration.installing ?? registration.waiting).scriptURL).pathname === "/door/worker.js";

/** Let the worker keep this page for later; false where browsers do not (a page without https). */
export async function keepPage(scope) {
  if (!navigator.serviceWorker) return false;
  try {
    await navigator.serviceWorker.register(`/door/worker.js?lang=${document.documentElement.lang}`, { scope });
    // Asked for more room than is cleared when it gets tight; whether it is granted is the browser's.
    await navigator.storage?.persist?.();
    return true;
  } catch {
    return false;
  }
}

/** Forget the meeting and the page: nothing of it is left in this browser. */
export async function leaveNothing(meeting) {
  await forget(meeting);
  localStorage.removeItem("rakor-door");
  if (!navigator.serviceWorker) return;
  for (const name of await caches.keys()) if (name.startsWith(CACHES)) await caches.delete(name);
  for (const registration of await navigator.serviceWorker.getRegistrations()) if (isWorker(registration)) await registration.unregister();
}

const OWED = "rakor-door-wiped";

/** That a device forgot everything is still to be said, by this door; null: it was said. */
export const noteWiped = (base) => (base ? localStorage.setItem(OWED, base) : localStorage.removeItem(OWED));
export const owesWiped = () => localStorage.getItem(OWED);
