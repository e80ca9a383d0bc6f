import { bodyOf, createTypes, type Definition } from './expression.ts'
import { createCodec } from './scale.ts'

/*
 * Metadata v14 is SCALE itself: its own types, described like the chain's. What composes it and what reads
 * the real chain's for comparison use the same lines (facts: tfchain.md section 14).
 */
const lines = `
Metadata {types:Vec<Portable>,pallets:Vec<MetaPallet>,extrinsic:MetaExtrinsic,type:Id}
Id (Compact<u32>)
Portable {id:Id,type:MetaType}
MetaType {path:Vec<str>,params:Vec<MetaParam>,def:Def,docs:Vec<str>}
MetaParam {name:str,type:Option<Id>}
Def |Composite(Vec<MetaField>)|Variant(Vec<MetaVariant>)|Sequence(Id)|Array{len:u32,type:Id}|Tuple(Vec<Id>)|Primitive(Prim)|Compact(Id)|BitSequence{store:Id,order:Id}
Prim |bool|char|str|u8|u16|u32|u64|u128|u256|i8|i16|i32|i64|i128|i256
MetaField {name:Option<str>,type:Id,typeName:Option<str>,docs:Vec<str>}
MetaVariant {name:str,fields:Vec<MetaField>,index:u8,docs:Vec<str>}
MetaPallet {name:str,storage:Option<MetaStorage>,calls:Option<Id>,events:Option<Id>,constants:Vec<MetaConstant>,errors:Option<Id>,index:u8}
MetaStorage {prefix:str,items:Vec<MetaEntry>}
MetaEntry {name:str,modifier:Modifier,type:EntryType,fallback:Vec<u8>,docs:Vec<str>}
Modifier |Optional|Default|Required
EntryType |Plain(Id)|Map{hashers:Vec<MetaHasher>,key:Id,value:Id}
MetaHasher |Blake2_128|Blake2_256|Blake2_128Concat|Twox128|Twox256|Twox64Concat|Identity
MetaConstant {name:str,type:Id,value:Vec<u8>,docs:Vec<str>}
MetaExtrinsic {type:Id,version:u8,signedExtensions:Vec<MetaExtension>}
MetaExtension {identifier:str,type:Id,additionalSigned:Id}
`

const definitions = new Map<string, Definition>(
  lines
    .trim()
    .split('\n')
    .map((line) => {
      const space = line.indexOf(' ')
      const body = bodyOf(line.slice(space + 1))
      return [line.slice(0, space), { path: [], params: [], body }]
    }),
)

/** Encodes and decodes `Metadata`, the v14 behind its magic and version. */
export const metadataCodec = createCodec(createTypes(definitions))

/** `meta`, then the version. */
export const MAGIC = Uint8Array.of(0x6d, 0x65, 0x74, 0x61, 14)

export interface MetaField {
  name: string | null
  type: number
  typeName: string | null
  docs: string[]
}

export interface MetaVariant {
  name: string
  fields: MetaField[]
  index: number
  docs: string[]
}

export type Def =
  | { Composite: MetaField[] }
  | { Variant: MetaVariant[] }
  | { Sequence: number }
  | { Array: { len: number; type: number } }
  | { Tuple: number[] }
  | { Primitive: string }
  | { Compact: number }
  | { BitSequence: { store: number; order: number } }

export interface MetaType {
  path: string[]
  params: { name: string; type: number | null }[]
  def: Def
  docs: string[]
}

export interface MetaEntry {
  name: string
  modifier: 'Optional' | 'Default' | 'Required'
  type: { Plain: number } | { Map: { hashers: string[]; key: number; value: number } }
  fallback: Uint8Array
  docs: string[]
}

export interface MetaPallet {
  name: string
  storage: { prefix: string; items: MetaEntry[] } | null
  calls: number | null
  events: number | null
  constants: { name: string; type: number; value: Uint8Array; docs: string[] }[]
  errors: number | null
  index: number
}

export interface Metadata {
  types: { id: number; type: MetaType }[]
  pallets: MetaPallet[]
  extrinsic: {
    type: number
    version: number
    signedExtensions: { identifier: string; type: number; additionalSigned: number }[]
  }
  type: number
}
