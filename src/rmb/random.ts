const LETTERS = 'abcdefghijklmnopqrstuvwxyz012345' // 32, so that five bits of a byte choose one evenly

/** A session id that no other tab has: 16 letters and digits, 80 random bits. Nothing that could be mistaken in a challenge. */
export function freshSid(): string {
  let out = ''
  for (const byte of crypto.getRandomValues(new Uint8Array(16))) out += LETTERS[byte & 31]
  return out
}

/** A random number from 0 up to 1. */
export function fraction(): number {
  const [word = 0] = crypto.getRandomValues(new Uint32Array(1))
  return word / 2 ** 32
}
