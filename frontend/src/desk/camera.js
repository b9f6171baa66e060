/* Reading QR codes with the camera: the browser's own detector where there is one, a decoder in script elsewhere. */
import { t } from "../page/words.js";

const EVERY = 150;
const SAME_AGAIN = 4000; // a card held still is one scan

async function detector() {
  if ("BarcodeDetector" in window && (await BarcodeDetector.getSupportedFormats()).includes("qr_code")) {
    const native = new BarcodeDetector({ formats: ["qr_code"] });
    return async (video) => (await native.detect(video))[0]?.rawValue ?? null;
  }
  const { default: decode } = await import("jsqr");
  const canvas = document.createElement("canvas");
  const paper = canvas.getContext("2d", { willReadFrequently: true });
  return async (video) => {
    const scale = Math.min(1, 640 / video.videoWidth);
    Object.assign(canvas, { width: video.videoWidth * scale, height: video.videoHeight * scale });
    paper.drawImage(video, 0, 0, canvas.width, canvas.height);
    const { data } = paper.getImageData(0, 0, canvas.width, canvas.height);
    return decode(data, canvas.width, canvas.height, { inversionAttempts: "dontInvert" })?.data || null;
  };
}

/** Why the camera cannot be used, in words; null when it may be tried. */
export function cameraTrouble() {
  if (!window.isSecureContext) return t("Kamera hanya dapat dipakai lewat sambungan aman (https). Gunakan pemindai, atau ketik nama.");
  return navigator.mediaDevices?.getUserMedia ? null : t("Peramban ini tidak dapat memakai kamera. Gunakan pemindai, atau ketik nama.");
}

export class Camera {
  constructor(video, onCode) {
    Object.assign(this, { video, onCode, last: null, lastAt: 0 });
  }

  async start() {
    this.stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
    this.video.srcObject = this.stream;
    await this.video.play();
    this.look(await detector());
  }

  stop() {
    this.stream?.getTracks().forEach((track) => track.stop());
    this.stream = null;
  }

  async look(detect) {
    while (this.stream) {
      if (this.video.readyState >= 2) this.seen(await detect(this.video));
      await new Promise((resolve) => setTimeout(resolve, EVERY));
    }
  }

  seen(code) {
    const now = Date.now();
    if (!code || (code === this.last && now - this.lastAt < SAME_AGAIN)) return;
    Object.assign(this, { last: code, lastAt: now });
    this.onCode(code);
  }
}
