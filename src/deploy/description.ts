import { parseJson } from '#lib/json.ts'

/** What a contract's `deployment_data` says; empty where it does not. `raw` is the whole text, for nothing may be lost. */
export interface Description {
  version: number | null
  type: string
  name: string
  projectName: string
  raw: string
}

/** Longest text that is looked into: the chain takes 512 bytes (facts: grid-services.md C.5). */
const LIMIT = 4096

/**
 * Reads `{"version":3|4,"type","name","projectName"}` as the official clients write it (facts:
 * grid-services.md C.5), whatever the case of its keys; deployments of some tools carry the same text as
 * metadata. Text that is no JSON object is legacy and becomes the name. Never throws.
 */
export function describeContract(deployment_data: string): Description {
  const raw = deployment_data
  const none = { version: null, type: '', name: '', projectName: '', raw }
  const text = raw.trim()
  if (text === '') return none
  const value = objectOf(text)
  if (value === undefined) return { ...none, name: text.slice(0, LIMIT) }
  const read = new Map(Object.entries(value).map(([key, part]) => [fold(key), part]))
  const word = (key: string) => {
    const part = read.get(key)
    return typeof part === 'string' ? part.trim() : typeof part === 'number' ? String(part) : ''
  }
  const version = Number(word('version') || NaN)
  return {
    version: Number.isInteger(version) ? version : null,
    type: word('type'),
    name: word('name'),
    projectName: word('projectname'),
    raw,
  }
}

/**
 * What is said of a deployment: by its contract, else, where a tool left that bare, by its own metadata
 * (`''` while it is not known).
 */
export function describeDeployment(deployment_data: string, metadata: string): Description {
  const said = describeContract(deployment_data)
  return said.name === '' && said.projectName === '' && metadata !== ''
    ? describeContract(metadata)
    : said
}

/** What a deployment is called: its name, else the last part of a project like `vm/web`; `''` for neither. */
export function nameOf({ name, projectName }: Pick<Description, 'name' | 'projectName'>): string {
  // a project without a kind before it may be anything, also a bare number
  return name || (projectName.includes('/') ? (projectName.split('/').at(-1) ?? '') : '')
}

/** The name that stands in every list and over the page. */
export const titleOf = (name: string, contractId: bigint): string =>
  name === '' ? `Contract ${contractId}` : name

const fold = (key: string) => key.toLowerCase().replaceAll(/[_-]/g, '')

function objectOf(text: string): object | undefined {
  if (text.length > LIMIT || !text.startsWith('{')) return undefined
  try {
    const value = parseJson(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}
