/** Every file that was written for a purchase, with what proves it. */
import { renderBytes } from "../render/amounts.ts"
import { type Html, html, NOTHING } from "./html.ts"
import { andMore, columns, table } from "./parts.ts"
import type { ReportFile } from "./ReportInput.ts"

const MOST_FILES = 10_000
/** From so many on, each export's are folded away at first. */
const MANY = 40

/** `older`: generations that are not listed, as they are beyond what is kept. */
export const filesSection = (files: ReadonlyArray<ReportFile>, older: number): Html => {
  if (files.length === 0)
    return html`<section id="files"><h2>Files</h2><p>No file was written yet.</p></section>
`
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  const broken = files.filter(isBroken).length
  const shown = files.slice(0, MOST_FILES)
  return html`<section id="files"><h2>Files</h2>
<p>${files.length} ${files.length === 1 ? "file" : "files"}, ${renderBytes(bytes)}: ${broken === 0 ? "all of them there, each of the size that it was written with" : `${files.length - broken} intact, ${broken} not as written`}. The checksums are those of the download; <code>sha256sum</code> compares them.</p>
${
  older === 0
    ? NOTHING
    : html`<p class="quiet">Not listed: ${older} ${older === 1 ? "generation" : "generations"} older than what is kept: see <code>exporter prune</code>.</p>
`
}<div class="tools" id="file-tools"></div>
${[...byExport(shown)].map(([name, some]) => part(name, some, files.length <= MANY))}${andMore(files.length - MOST_FILES, "files: `exporter state list --json` has them all")}</section>
`
}

/** Exports of one file share a table: a heading for each would be longer than what stands below it. */
const byExport = (files: ReadonlyArray<ReportFile>): ReadonlyMap<string | undefined, ReadonlyArray<ReportFile>> => {
  const counts = new Map<string | undefined, number>()
  for (const { export: name } of files) counts.set(name, (counts.get(name) ?? 0) + 1)
  const groups = new Map<string | undefined, Array<ReportFile>>()
  for (const file of files) {
    const key = file.export !== undefined && counts.get(file.export) === 1 ? SINGLES : file.export
    const group = groups.get(key) ?? []
    groups.set(key, group)
    group.push(file)
  }
  return groups
}

/** No export has such a name. */
const SINGLES = ""

const isBroken = ({ now }: ReportFile): boolean => now !== "intact"

const part = (name: string | undefined, files: ReadonlyArray<ReportFile>, open: boolean): Html => {
  const title = name === undefined ? "No longer declared" : name === SINGLES ? "Exports of one file" : name
  const rows = files.map(
    ({ path, address, as_of, bytes, rows: count, sha256, now }) =>
      html`<tr><th scope="row" class="path">${path}</th><td class="number">${renderBytes(bytes)}</td><td class="number">${count ?? "–"}</td><td class="sum">${sha256}</td><td>${nowInWords(now)}</td><td class="path">${address}${as_of === undefined ? NOTHING : html` <span class="quiet">${as_of.slice(0, 10)}</span>`}</td></tr>
`
  )
  const broken = files.filter(isBroken).length
  const count = `${files.length} ${files.length === 1 ? "file" : "files"}${broken === 0 ? "" : `, ${broken} not as written`}`
  return html`<details${open || broken > 0 ? html` open` : NOTHING}><summary>${title} <span class="quiet">${count}</span></summary>
${table({ caption: `${title}: files, as they were written`, headed: true }, columns("file", "#size", "#rows", "SHA-256", "now", "request"), html`${rows}`)}</details>
`
}

const nowInWords = (now: ReportFile["now"]): Html => {
  if (now === "intact") return html`intact`
  if (now === "gone") return html`<strong>gone</strong>`
  if (now === "no-file") return html`<strong>no file</strong> any more`
  return html`<strong>changed</strong>: ${now.bytes} bytes`
}
