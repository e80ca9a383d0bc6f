import { text, utf8, type Bytes } from '#lib/bytes.ts'
import { parseJson, stringifyJson } from '#lib/json.ts'
import type { Command } from '#node/commands.ts'
import { Refusal } from './refusal.ts'
import { Verbatim } from './verbatim.ts'

/** How Go writes JSON: `<`, `>`, `&` and the two line separators are escaped (facts: node-api.md section 0). */
export const goJson = (value: unknown): string =>
  (value instanceof Verbatim ? value.text : (stringifyJson(value) ?? 'null')).replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

export const goBytes = (value: unknown): Bytes => utf8(goJson(value))

type GoType = 'uint64' | 'uint32' | 'string' | 'bool' | 'any'

/** The Go fields of each command that takes an object; the text of a deployment is read by gridtypes. */
const fields: Partial<Record<Command, Record<string, GoType>>> = {
  'zos.perf.get': { name: 'string' },
  'zos.network.list_private_ips': { network_name: 'string' },
  'zos.deployment.get': { contract_id: 'uint64' },
  'zos.deployment.changes': { contract_id: 'uint64' },
  'zos.debug.deployment.list': { twin_id: 'uint32' },
  'zos.debug.deployment.get': { deployment: 'string' },
  'zos.debug.deployment.history': { deployment: 'string' },
  'zos.debug.deployment.info': { deployment: 'string', workload: 'string', verbose: 'bool' },
  'zos.debug.deployment.health': { deployment: 'string', options: 'any' },
}

const zero: Record<GoType, unknown> = { uint64: 0, uint32: 0, string: '', bool: false, any: null }

const kindOf = (value: unknown) =>
  value === null
    ? 'null'
    : Array.isArray(value)
      ? 'array'
      : typeof value === 'bigint'
        ? 'number'
        : typeof value === 'boolean'
          ? 'bool'
          : typeof value

function parse(body: Bytes): unknown {
  const source = text(body)
  try {
    return parseJson(source)
  } catch {
    const first = source.trim().at(0)
    throw new Refusal(
      first === undefined || '{["-0123456789tfn'.includes(first)
        ? 'unexpected end of JSON input'
        : `invalid character '${first}' looking for beginning of value`,
    )
  }
}

function fits(value: unknown, type: GoType): boolean {
  switch (type) {
    case 'any':
      return true
    case 'string':
      return typeof value === 'string'
    case 'bool':
      return typeof value === 'boolean'
    case 'uint32':
    case 'uint64': {
      if (typeof value !== 'bigint' && !(typeof value === 'number' && Number.isInteger(value))) {
        return false
      }
      const limit = type === 'uint32' ? 0xffffffffn : 0xffffffffffffffffn
      return BigInt(value) >= 0n && BigInt(value) <= limit
    }
    default:
      return type satisfies never
  }
}

const typeName = (type: GoType) => (type === 'any' ? 'interface {}' : type)

/**
 * The argument of a command from the bytes of a request, by Go's rules: keys in any case, unknown ones
 * ignored, missing and null ones zero; for deployments the text itself, for every digit of it counts.
 * Throws Refusal with Go's words. Undefined for commands that take none.
 */
export function decodeBody(command: Command, body: Bytes): unknown {
  if (command === 'zos.admin.set_public_nic') {
    let value: unknown
    try {
      value = parse(body)
      if (typeof value !== 'string') {
        throw new Refusal(`json: cannot unmarshal ${kindOf(value)} into Go value of type string`)
      }
    } catch (error) {
      const why = error instanceof Refusal ? error.message : 'bad input'
      throw new Refusal(`failed to decode input, expecting string: ${why}`)
    }
    return value
  }
  if (command === 'zos.deployment.deploy' || command === 'zos.deployment.update') return text(body)
  const types = fields[command]
  if (types === undefined) return undefined
  // the list of all deployments may be asked for without a body
  if (command === 'zos.debug.deployment.list' && body.length === 0) return { twin_id: 0 }
  const value = parse(body)
  if (value === null) return Object.fromEntries(Object.entries(types).map(([k, t]) => [k, zero[t]]))
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new Refusal(`json: cannot unmarshal ${kindOf(value)} into Go value of type struct`)
  }
  const given = new Map(Object.entries(value).map(([key, item]) => [key.toLowerCase(), item]))
  const out: Record<string, unknown> = {}
  for (const [key, type] of Object.entries(types)) {
    const item: unknown = Reflect.get(value, key) ?? given.get(key.toLowerCase()) ?? zero[type]
    if (!fits(item, type)) {
      throw new Refusal(
        `json: cannot unmarshal ${kindOf(item)} into Go struct field .${key} of type ${typeName(type)}`,
      )
    }
    out[key] = item
  }
  return out
}
