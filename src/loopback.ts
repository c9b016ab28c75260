/** This machine, by its names: what is sent there leaves it by no wire, so that it may go as plain text. */

/** @param host as a URL has it or as people write it: an address of IPv6 with or without its brackets */
export const isLoopback = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/.test(host)
