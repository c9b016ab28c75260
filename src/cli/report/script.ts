/** A search over the files. Without it, all of them are there to read: it makes its own input. */
export const SCRIPT = `
(() => {
  const tools = document.getElementById("file-tools")
  const tables = [...document.querySelectorAll("#files details")]
  if (!tools || tables.length === 0) return
  const label = document.createElement("label")
  const input = document.createElement("input")
  const told = document.createElement("span")
  label.append("Show only files whose row contains ", input)
  input.type = "search"
  told.setAttribute("role", "status")
  tools.append(label, told)
  const wasOpen = tables.map((one) => one.open)
  const rows = tables.map((one) => [...one.querySelectorAll("tbody tr")].map((row) => [row, row.textContent.toLowerCase()]))
  input.addEventListener("input", () => {
    const word = input.value.trim().toLowerCase()
    let shown = 0
    tables.forEach((one, index) => {
      let here = 0
      for (const [row, text] of rows[index]) {
        row.hidden = !text.includes(word)
        if (!row.hidden) here++
      }
      one.hidden = here === 0
      one.open = word === "" ? wasOpen[index] : here > 0
      shown += here
    })
    told.textContent = word === "" ? "" : shown + (shown === 1 ? " file" : " files")
  })
})()
`
