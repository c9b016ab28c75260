/** Which addresses the program talks to: what it sends and gets is worth money. */
import { isLoopback } from "../loopback.ts"

/** HTTPS anywhere, plain HTTP to this machine alone; and no name and password in it, which would travel as a header. */
export const isSafeUrl = (text: string): boolean => {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  if (url.username !== "" || url.password !== "") return false
  return url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname))
}
