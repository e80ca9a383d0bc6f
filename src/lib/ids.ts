/**
 * Four different numbers that all look like `42`. They are branded so that one cannot stand in for
 * another; making one is parsing (`asNode(n)`), done where a value comes in.
 */
declare const brand: unique symbol
type Branded<Name extends string> = number & { readonly [brand]: Name }

export type NodeId = Branded<'node'>
export type TwinId = Branded<'twin'>
export type FarmId = Branded<'farm'>
/** Contract ids are u64 on chain and in the node's JSON. */
export type ContractId = bigint & { readonly [brand]: 'contract' }

/** A u32 id; undefined when the text or number is no such id. */
function u32(value: number | string): number | undefined {
  const n = typeof value === 'string' && !/^\d{1,10}$/.test(value) ? NaN : Number(value)
  return Number.isInteger(n) && n >= 0 && n <= 0xffffffff ? n : undefined
}

// the casts below are the one place where the brands are given, each after the check above
export const asNode = (value: number | string) => u32(value) as NodeId | undefined
export const asTwin = (value: number | string) => u32(value) as TwinId | undefined
export const asFarm = (value: number | string) => u32(value) as FarmId | undefined
export const asContract = (value: bigint) => value as ContractId

/** A contract id that was typed or stood in an address; undefined when the text is no u64. */
export function readContract(text: string): ContractId | undefined {
  if (!/^\d{1,20}$/.test(text)) return undefined
  const value = BigInt(text)
  return value < 1n << 64n ? asContract(value) : undefined
}
