import { readDeployment, type SignatureRequirement } from '#gridtypes/deployment.ts'
import { parseJson, stringifyJson } from '#lib/json.ts'
import { needsOf, type DraftPart } from './draft.ts'
import { merge } from './merge.ts'

/**
 * A part with another text. What its contract is made with (addresses, names) follows the text; where that cannot be read
 * yet, a person is still typing, it stays as it was.
 */
export function withText(part: DraftPart, text: string): DraftPart {
  try {
    const known = readDeployment(text).workloads.filter((workload) => !('fault' in workload))
    return { ...part, text, ...needsOf(known) }
  } catch {
    return { ...part, text }
  }
}

/**
 * A part that others are to sign, or in another style; the rest of its text stays to the character, and signatures that
 * it had go, for what they were made of is hashed. Throws GridTypesError `json` where the text is no JSON.
 */
export function withRequirement(part: DraftPart, requirement: SignatureRequirement): DraftPart {
  const wanted = { ...requirement, signatures: [] }
  const after = stringifyJson({ signature_requirement: wanted })
  // the whole of it is the console's: whatever stood there gives way
  const cleared = merge(part.text, part.text, withoutRequirement(part.text))
  return { ...part, text: merge(cleared, '{}', after) }
}

function withoutRequirement(text: string): string {
  const value = parseJson(text)
  if (typeof value !== 'object' || value === null) return text
  const kept = Object.entries(value).filter(
    ([key]) => key.toLowerCase() !== 'signature_requirement',
  )
  return stringifyJson(Object.fromEntries(kept))
}
