/** What a foreign text may say in an error, a log or a report: no key, and no address, for addresses may be signed. */

/** Slashes may be escaped, as JSON by PHP has them. */
const URL_LIKE = /\bhttps?:(?:\\?\/){2}[^\s"'<>]*/gi

export const scrub = (text: string, secret: string): string =>
  (secret === "" ? text : text.replaceAll(secret, "(the key)")).replace(URL_LIKE, "(an address)")
