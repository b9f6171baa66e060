/* Builds what browsers load: hashed files in src/rakor/static and manifest.json, which maps each plain name to its hashed one. */
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = path.dirname(fileURLToPath(import.meta.url));
const out = path.resolve(here, "../src/rakor/static");
const KEEP = new Set([".inputs", ".gitignore"]);

/** One sprite of the icons in src/icons.json; a value other than the key is the icon's name at its source. */
async function sprite() {
  const names = JSON.parse(await readFile(path.join(here, "src/icons.json"), "utf8"));
  const symbols = await Promise.all(
    Object.entries(names).map(async ([name, source]) => {
      const svg = await readFile(path.join(here, "node_modules/lucide-static/icons", `${source}.svg`), "utf8");
      const inner = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
      return `<symbol id="i-${name}" viewBox="0 0 24 24">${inner.replace(/\s*\n\s*/g, "")}</symbol>`;
    }),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("\n")}</svg>\n`;
}

async function writeHashed(name, text) {
  const { name: stem, ext } = path.parse(name);
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 8).toUpperCase();
  await writeFile(path.join(out, `${stem}-${hash}${ext}`), text);
  return `${stem}-${hash}${ext}`;
}

async function bundle(icons) {
  return build({
    absWorkingDir: here,
    entryPoints: ["src/app.js", "src/live.js", "src/desk.js", "src/passkeys.js", "src/verify.js", "src/css/app.css"],
    outdir: out,
    bundle: true,
    splitting: true,
    format: "esm",
    minify: true,
    charset: "utf8",
    target: ["chrome109", "edge109", "firefox115", "safari16"],
    entryNames: "[name]-[hash]",
    chunkNames: "part-[hash]",
    assetNames: "[name]-[hash]",
    loader: { ".woff2": "file" },
    define: { ICONS_FILE: JSON.stringify(icons) },
    legalComments: "none", // licences.txt has them all
    metafile: true,
    logLevel: "warning",
  });
}

/** What the desk needs without a network: its script with all it may load, the looks, the letters, the icons. */
function shellOf(metafile, others) {
  const files = new Set();
  const outputs = Object.entries(metafile.outputs);
  const walk = (file) => {
    if (files.has(file) || !metafile.outputs[file]) return;
    files.add(file);
    for (const { path: next, external } of metafile.outputs[file].imports) if (!external) walk(next);
  };
  for (const [file, { entryPoint }] of outputs) if (["src/app.js", "src/desk.js", "src/css/app.css"].includes(entryPoint)) walk(file);
  for (const [file] of outputs) if (file.endsWith(".woff2")) files.add(file);
  return [...[...files].map((file) => path.basename(file)), ...others].sort();
}

/** The worker of the desk is a script of its own: it knows by name what it keeps. */
async function worker(files) {
  const { outputFiles } = await build({
    absWorkingDir: here,
    entryPoints: ["src/worker.js"],
    bundle: true,
    format: "iife",
    minify: true,
    target: ["chrome109", "edge109", "firefox115", "safari16"],
    define: { SHELL_FILES: JSON.stringify(files) },
    write: false,
  });
  return writeHashed("worker.js", outputFiles[0].text);
}

/** The licences of everything that is in the bundle go with it. */
async function licences(metafile) {
  const used = Object.keys(metafile.inputs).flatMap((file) => file.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1] ?? []);
  const names = [...new Set([...used, "lucide-static"])].sort();
  const texts = await Promise.all(
    names.map(async (name) => {
      const folder = path.join(here, "node_modules", name);
      const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
      const { version, license } = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8"));
      return `${name} ${version} (${license})\n\n${file ? await readFile(path.join(folder, file), "utf8") : ""}`;
    }),
  );
  return texts.join(`\n${"-".repeat(80)}\n`);
}

function manifestOf(metafile) {
  const entries = {};
  for (const [file, info] of Object.entries(metafile.outputs)) {
    if (!info.entryPoint || !/^src\/(css\/)?[\w-]+\.(js|css)$/.test(info.entryPoint)) continue;
    const name = path.basename(info.entryPoint);
    if (path.extname(file) === path.extname(name) && /^(app|live|desk|passkeys|verify)\./.test(name)) entries[name] = path.basename(file);
  }
  return entries;
}

await mkdir(out, { recursive: true });
const icons = await writeHashed("icons.svg", await sprite());
const favicon = await writeHashed("favicon.svg", await readFile(path.join(here, "src/favicon.svg"), "utf8"));
const { metafile } = await bundle(icons);
const keeper = await worker(shellOf(metafile, [icons, favicon]));
const manifest = { ...manifestOf(metafile), "icons.svg": icons, "favicon.svg": favicon, "worker.js": keeper };
await writeFile(path.join(out, "manifest.json"), JSON.stringify(manifest, null, 2) + "\n");

await writeFile(path.join(out, "licences.txt"), await licences(metafile));

// Only now, when the new manifest is in place, what an earlier build left behind goes.
const fresh = new Set([...Object.keys(metafile.outputs).map((file) => path.basename(file)), icons, favicon, keeper, "manifest.json", "licences.txt"]);
for (const file of await readdir(out)) {
  if (!fresh.has(file) && !KEEP.has(file)) await rm(path.join(out, file), { recursive: true });
}
