/** Cuts a long text in the middle, `head … tail`; what is not longer than the cut stays whole. */
export function middle(text: string, head = 8, tail = 4): string {
  const letters = Array.from(text)
  if (letters.length <= head + tail + 1) return text
  return `${letters.slice(0, head).join('')}…${letters.slice(-tail).join('')}`
}
