import { fromHex, type Bytes } from '#lib/bytes.ts'
import { contractLines } from './contractlines.ts'
import {
  bodyOf,
  createTypes,
  field,
  paramsOf,
  type Definition,
  type Field,
  type TypeOf,
  type Variant,
} from './expression.ts'
import { createCodec, type Codec } from './scale.ts'
import { systemLines } from './systemlines.ts'
import { tfgridLines } from './tfgridlines.ts'
import { extensionLines, typeLines } from './typelines.ts'

/*
 * The demo chain's runtime as data. Each item of a pallet is a line:
 *   pallet 26 SmartContractModule pallet_smart_contract       index, name, crate
 *   store Contracts? u64 -> Contract = 5                      `?`: absent is None; `~u64`: Twox64Concat; default
 *   call 2 cancel_contract contract_id:u64                    event … the same, its fields may be unnamed
 *   error A B C                                               numbered on within the pallet
 *   const MaxLocks u32 = 50
 * A line or variant that begins with 152 is left out below that spec (facts: tfchain.md section 10).
 */

/** The runtime specs that can be played: the one that was run and the one that is live. */
export type Spec = 144 | 152

export type Hasher = 'Blake2_128Concat' | 'Twox64Concat'

export interface StoreItem {
  name: string
  /** True: absent reads as None. False: absent reads as `fallback`. */
  optional: boolean
  /** Empty for a plain value. */
  keys: { type: string; hasher: Hasher }[]
  value: string
  fallback: Bytes
}

export interface Constant {
  name: string
  type: string
  value: Bytes
}

export interface Pallet {
  index: number
  name: string
  crate: string
  store: StoreItem[]
  calls: Variant[]
  events: Variant[]
  errors: string[]
  constants: Constant[]
}

export interface Extension {
  name: string
  /** Type of what is signed beside the payload without being sent. */
  additional: string
}

export interface Description {
  spec: Spec
  pallets: Pallet[]
  extensions: Extension[]
  typeOf: TypeOf
  codec: Codec
}

/** The lines that a spec has, without their mark. */
function linesOf(text: string, spec: Spec): string[] {
  const lines = text.split('\n').filter((line) => line !== '')
  return lines.flatMap((line) => {
    const [, from, rest = ''] = /^(?:(\d+) )?(.*)$/.exec(line) ?? []
    if (from !== undefined && Number(from) > spec) return []
    return [
      rest.replaceAll(/\|(\d+) (\w+)/g, (_, since: string, name: string) =>
        Number(since) > spec ? '' : `|${name}`,
      ),
    ]
  })
}

function definitionsOf(spec: Spec): Map<string, Definition> {
  const definitions = new Map<string, Definition>()
  let module: string[] = []
  for (const line of linesOf(typeLines, spec)) {
    if (line.startsWith('@')) {
      module = line === '@' ? [] : line.slice(2).split('::')
      continue
    }
    // `Alias=Name<params> body`: the alias is what other lines say, the name is the last of the path
    const [, name = '', real = name, params = '', body = ''] =
      /^(\w+)(?:=(\w+))?(?:<(.*?)>)? ([{(|].*)$/.exec(line) ?? []
    definitions.set(name, { path: [...module, real], params: paramsOf(params), body: bodyOf(body) })
  }
  return definitions
}

/** Fields written with spaces between them. */
const spaced = (text: string): Field[] =>
  text
    .split(' ')
    .filter((part) => part !== '')
    .map(field)

function variantOf(rest: string): Variant {
  const [, index = '', name = '', fields = ''] = /^(\d+) (\w+) ?(.*)$/.exec(rest) ?? []
  return { index: Number(index), name, fields: spaced(fields) }
}

function valueOf(codec: Codec, type: string, text: string | undefined): Bytes {
  if (text === undefined) return codec.zero(type)
  return (text.startsWith('0x') ? fromHex(text) : undefined) ?? codec.encode(type, BigInt(text))
}

function storeItem(codec: Codec, rest: string): StoreItem {
  const [, name = '', mark, keys, value = '', fallback] =
    /^(\w+)(\?)? (?:(.*?) -> )?(.*?)(?: = (\S+))?$/.exec(rest) ?? []
  return {
    name,
    optional: mark === '?',
    keys: (keys?.split(',') ?? []).map((key) =>
      key.startsWith('~')
        ? { type: key.slice(1), hasher: 'Twox64Concat' }
        : { type: key, hasher: 'Blake2_128Concat' },
    ),
    value,
    fallback: mark === '?' ? Uint8Array.of(0) : valueOf(codec, value, fallback),
  }
}

function palletsOf(spec: Spec, codec: Codec): Pallet[] {
  const pallets: Pallet[] = []
  const lines = [systemLines, tfgridLines, contractLines].flatMap((text) => linesOf(text, spec))
  for (const line of lines) {
    const [word = ''] = line.split(' ', 1)
    const rest = line.slice(word.length + 1)
    if (word === 'pallet') {
      const [index = '', name = '', crate = ''] = rest.split(' ')
      const empty = { store: [], calls: [], events: [], errors: [], constants: [] }
      pallets.push({ index: Number(index), name, crate, ...empty })
      continue
    }
    const pallet = pallets.at(-1)
    if (!pallet) throw new Error('An item of the demo chain stands before the first pallet.')
    if (word === 'store') pallet.store.push(storeItem(codec, rest))
    else if (word === 'call') pallet.calls.push(variantOf(rest))
    else if (word === 'event') pallet.events.push(variantOf(rest))
    else if (word === 'error') pallet.errors.push(...rest.split(' '))
    else {
      const [, name = '', type = '', value] = /^(\w+) (.*?)(?: = (\S+))?$/.exec(rest) ?? []
      pallet.constants.push({ name, type, value: valueOf(codec, type, value) })
    }
  }
  return pallets
}

/** An enum over the pallets, as RuntimeCall and RuntimeEvent are. */
const outer = (pallets: readonly Pallet[], name: string, of: 'calls' | 'events'): Definition => ({
  path: ['tfchain_runtime', name],
  params: [],
  body: {
    variants: pallets
      .filter((pallet) => pallet[of].length > 0)
      .map(({ index, name: pallet }) => ({
        index,
        name: pallet,
        fields: [{ name: null, type: `${pallet}${of}` }],
      })),
  },
})

/** A pallet's own enum of calls, events or errors, with the parameters that the runtime's has. */
function inner({ name, crate }: Pallet, last: string, variants: Variant[]): Definition {
  const bare = last === 'Event' && name === 'Utility'
  const params = (bare ? [] : name === 'Balances' ? ['T', 'I'] : ['T']).map((param) => ({
    name: param,
    type: null,
  }))
  return { path: [crate, 'pallet', last], params, body: { variants } }
}

/** `api` versions of the runtime: blake2b-64 of a trait's name, and its version (tfchain spec 152, System.Version). */
export const APIS: readonly (readonly [string, number])[] = [
  ['df6acb689907609b', 4],
  ['37e397fc7c91f5e4', 2],
  ['40fe3ad401f8959a', 6],
  ['d2bc9897eed08f15', 3],
  ['f78b278be53f454c', 2],
  ['dd718d5cc53262d4', 1],
  ['ab3c0572291feb8b', 1],
  ['ed99c5acb25eedf5', 3],
  ['bc9d89904f5b923f', 1],
  ['37c8bb1350a9a2a8', 4],
]

const NAME = 'substrate-threefold'

/** The runtime version as it stands in the constants. */
const version = (spec: Spec) => ({
  spec_name: NAME,
  impl_name: NAME,
  authoring_version: 1,
  spec_version: spec,
  impl_version: 1,
  apis: APIS.map(([id, of]) => [fromHex(id), of]),
  transaction_version: 2,
  state_version: 0,
})

export interface Overrides {
  /** Milliseconds between blocks: clients reckon how many blocks a signature lives from it. */
  blockMs?: number
}

/** Reads the lines for one spec. About 10 ms; keep it. */
export function describe(spec: Spec, { blockMs }: Overrides = {}): Description {
  const definitions = definitionsOf(spec)
  const typeOf = createTypes(definitions)
  const codec = createCodec(typeOf)
  const pallets = palletsOf(spec, codec)
  definitions.set('RuntimeCall', outer(pallets, 'RuntimeCall', 'calls'))
  definitions.set('RuntimeEvent', outer(pallets, 'RuntimeEvent', 'events'))
  for (const pallet of pallets) {
    const errors = pallet.errors.map((name, index) => ({ name, index, fields: [] }))
    definitions.set(`${pallet.name}calls`, inner(pallet, 'Call', pallet.calls))
    definitions.set(`${pallet.name}events`, inner(pallet, 'Event', pallet.events))
    definitions.set(`${pallet.name}errors`, inner(pallet, 'Error', errors))
  }
  const extensions = linesOf(extensionLines, spec).map((line): Extension => {
    const [name = '', additional = ''] = line.split(' ')
    return { name, additional }
  })
  const extra = definitions.get('UncheckedExtrinsic')?.params.find(({ name }) => name === 'Extra')
  if (extra) extra.type = `(${extensions.map(({ name }) => name).join(',')})`
  const set = (name: string, constant: string, value: unknown) => {
    const found = pallets
      .find((pallet) => pallet.name === name)
      ?.constants.find((of) => of.name === constant)
    if (found) found.value = codec.encode(found.type, value)
  }
  set('System', 'Version', version(spec))
  if (blockMs !== undefined) set('Timestamp', 'MinimumPeriod', Math.max(1, Math.floor(blockMs / 2)))
  return { spec, pallets, extensions, typeOf, codec }
}
