import { toHex, type Bytes } from '#lib/bytes.ts'

/** So many random bytes; tests bring their own. */
export type Random = (length: number) => Bytes

export const systemRandom: Random = (length) => crypto.getRandomValues(new Uint8Array(length))

/** The key of a network in Mycelium: 32 bytes (facts: grid-services.md C.4). */
export const myceliumKey = (random: Random): string => toHex(random(32))

/** The seed of a machine's address in Mycelium: 6 bytes. */
export const myceliumSeed = (random: Random): string => toHex(random(6))

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** A name like `vm3k9xa`: a word and five letters and digits. */
export function freshName(word: string, random: Random): string {
  let name = word
  // 252 is the largest multiple of 36 in a byte: what is above would favour the first letters
  while (name.length < word.length + 5) {
    for (const byte of random(8)) {
      if (byte < 252 && name.length < word.length + 5) name += LETTERS[byte % 36]
    }
  }
  return name
}

const FIRST_PORT = 1024
const PORTS = 32_768 - FIRST_PORT

/** A WireGuard port that is not taken, 1024 … 32767; undefined when all are (facts: grid-services.md C.3). */
export function freePort(taken: readonly number[], random: Random): number | undefined {
  const used = new Set(taken)
  const [high = 0, low = 0] = random(2)
  const start = (high * 256 + low) % PORTS
  for (let i = 0; i < PORTS; i++) {
    const port = FIRST_PORT + ((start + i) % PORTS)
    if (!used.has(port)) return port
  }
  return undefined
}
