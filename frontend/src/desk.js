/* The check-in desk: typing or a scan always lands in one field, the answer is large, and it needs no network for it.

   The page provides:
   #desk            data-device (the desk's name), data-channel (room|online); with an account also data-meeting, data-zone, data-view
   #snapshot        with an account: <script type="application/json">, the stream's snap frame {epoch, seq, view, state}
   data-part=scan   the search input (type=search, autocomplete=off)        data-part=hits   <ul id hidden> for names found
   data-part=result <div class="result" role="status" hidden>               data-part=log    <ol class="log log-w">
   data-part=line   <span class="conn">, the state of the line              data-part=said   <span class="vh" role="status">, read out
   data-part=out, camera-button: toggle buttons (aria-pressed)              data-part=camera <div class="scan-camera" hidden><video>
   data-part=guest, signing, wiping: dialogs, with data-part=guest-button, signing-button, wipe-button that open them
   data-part=conflicts <section hidden> with data-part=conflict-list and data-part=conflict-count
   data-part=closed <section hidden>: why there is no desk here, with data-part=closed-why; data-part=floor: all the rest
   data-part=title, facts, device, officer: where the page came without them; data-part=listed: how old the list is
   data-count=heads|room|online|both|walk_ins|agencies_present on any element; data-part=bar <div>; data-seats: seats in all, on it
   tr[data-agency=CODE] with [data-present] for counts by agency */
import { Desk } from "./desk/desk.js";

const root = document.getElementById("desk");
if (root) new Desk(root).open();
