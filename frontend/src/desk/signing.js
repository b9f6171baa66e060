/* How somebody signs: strokes by pen, finger or mouse, or their typed name. Nobody has to: whoever does not is present all the same. */
const WIDTH = 600;
const HEIGHT = 220;
const MOST_POINTS = 2400;
const MOST_STROKES = 100;
const NEAR = 2; // points closer than this tell nothing new

const within = (value, most) => Math.max(0, Math.min(most, Math.round(value)));

export class Pad {
  /** `typed` is the field for whoever holds no pen; `changed` is called with whether there is a signature. */
  constructor(canvas, typed, changed) {
    Object.assign(this, { canvas, typed, changed, strokes: [], points: 0, pen: null });
    typed.addEventListener("input", () => this.type());
    Object.assign(canvas, { width: WIDTH * 2, height: HEIGHT * 2 });
    canvas.addEventListener("pointerdown", (event) => this.down(event));
    canvas.addEventListener("pointermove", (event) => this.move(event));
    for (const name of ["pointerup", "pointercancel"]) canvas.addEventListener(name, () => (this.pen = null));
  }

  at(event) {
    const box = this.canvas.getBoundingClientRect();
    return [within(((event.clientX - box.left) / box.width) * WIDTH, WIDTH), within(((event.clientY - box.top) / box.height) * HEIGHT, HEIGHT)];
  }

  down(event) {
    if (event.button > 0 || this.pen !== null || this.strokes.length >= MOST_STROKES) return;
    event.preventDefault();
    this.typed.value = "";
    this.pen = event.pointerId;
    this.canvas.setPointerCapture(event.pointerId);
    this.strokes.push([]);
    this.add(this.at(event));
    this.changed(true);
  }

  move(event) {
    if (event.pointerId !== this.pen) return;
    for (const each of event.getCoalescedEvents?.() ?? [event]) this.add(this.at(each));
  }

  add(point) {
    const stroke = this.strokes.at(-1);
    const last = stroke.at(-1);
    if (this.points >= MOST_POINTS || (last && Math.hypot(point[0] - last[0], point[1] - last[1]) < NEAR)) return;
    stroke.push(point);
    this.points += 1;
    this.draw();
  }

  draw() {
    const paper = this.canvas.getContext("2d");
    paper.clearRect(0, 0, WIDTH * 2, HEIGHT * 2);
    Object.assign(paper, { lineWidth: 5, lineCap: "round", lineJoin: "round", strokeStyle: getComputedStyle(this.canvas).color });
    for (const stroke of this.strokes) {
      paper.beginPath();
      stroke.forEach(([x, y], n) => (n ? paper.lineTo(x * 2, y * 2) : paper.moveTo(x * 2, y * 2)));
      if (stroke.length === 1) paper.lineTo(stroke[0][0] * 2 + 0.1, stroke[0][1] * 2);
      paper.stroke();
    }
  }

  /** What was drawn before is not the signature any more. */
  type() {
    this.wipe();
    this.changed(this.isSigned);
  }

  clear() {
    this.typed.value = "";
    this.wipe();
    this.changed(false);
  }

  wipe() {
    Object.assign(this, { strokes: [], points: 0, pen: null });
    this.draw();
  }

  get isSigned() {
    return this.points > 0 || this.typed.value.trim().length > 1;
  }

  get signature() {
    return this.points ? { strokes: this.strokes, width: WIDTH, height: HEIGHT } : { typed: this.typed.value.trim() };
  }
}
