/**
 * A process that serves files from memory, as fast as a loopback takes them: `/SIZE.csv`, `/SIZE.zip`. It says its
 * address on standard output, and ends with its standard input.
 */
import http from "node:http"
import { fileOf } from "./downloadFile.ts"

const server = http.createServer((request, response) => {
  const [, size, type] = /^\/(\d+)\.(csv|zip)$/.exec(request.url ?? "") ?? []
  if (size === undefined || (type !== "csv" && type !== "zip")) {
    response.writeHead(404).end()
    return
  }
  response.writeHead(200, { "content-type": "application/octet-stream", "content-length": size })
  const pieces = fileOf(type, Number(size))[Symbol.iterator]()
  const more = (): void => {
    for (;;) {
      const { done, value } = pieces.next()
      if (done) return void response.end()
      if (!response.write(value)) return void response.once("drain", more)
    }
  }
  more()
})

server.listen(0, "127.0.0.1", () => {
  const address = server.address()
  if (typeof address === "object" && address !== null) console.log(`http://127.0.0.1:${address.port}`)
})
process.stdin.on("end", () => process.exit()).resume()
