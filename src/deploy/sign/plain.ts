/**
 * A text that somebody else wrote, for a page on which something is to be agreed to: what turns the direction
 * of writing, what is not seen, and what breaks a line is named instead, so that nothing reads as something
 * else than it is.
 */
export const plain = (text: string): string =>
  text.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\u115f\u1160\u3164\uffa0]/gu,
    (char) => `⟨U+${char.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}⟩`,
  )
