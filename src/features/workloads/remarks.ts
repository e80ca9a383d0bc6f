import { maskText, writeJson } from '#gridtypes/secrets.ts'

/** What a person or a tool wrote beside a workload: plain text, or JSON with the secrets in it known. */
export interface Remark {
  text: string
  /** The same without its secrets; the same text where it has none. */
  masked: string
}

/** Metadata and descriptions are free text, by convention JSON (facts: grid-services.md C.5); undefined for none. */
export function remarkOf(text: string): Remark | undefined {
  const trimmed = text.trim()
  if (trimmed === '') return undefined
  if (!/^[{[]/.test(trimmed) || !isJson(trimmed)) return { text, masked: maskText(text) }
  return { text: writeJson(trimmed, { show: true }), masked: writeJson(trimmed) }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
