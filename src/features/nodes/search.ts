import type { NodeFilter } from '#gridproxy/filters.ts'

/**
 * What a person typed into the search: nothing, something the proxy can be asked at once, or a number or
 * an address whose nodes must be looked up first (`numberQuery`, `addressQuery`).
 */
export type Term =
  | { kind: 'none' }
  | { kind: 'filter'; filter: NodeFilter }
  | { kind: 'number'; n: number }
  | { kind: 'address'; start: string }

const u32 = (digits: string): number | undefined => {
  const n = Number(digits)
  return n <= 0xffffffff ? n : undefined
}

/**
 * `11` a node or twin, else a farm · `node 11`, `twin 2908`, `farm 7` just that · `185.206` or `2a10:b600`
 * an address or its beginning · anything else a part of a farm's name.
 */
export function termOf(typed: string): Term {
  const text = typed.trim()
  if (text === '') return { kind: 'none' }
  const named = /^(node|twin|farm)[\s:#]*(\d+)$/i.exec(text)
  const digits = named?.[2] ?? (/^\d+$/.test(text) ? text : undefined)
  if (digits !== undefined) {
    const n = u32(digits)
    // no id is that large, so there is no such node: an empty list of ids asks for none
    if (n === undefined) return { kind: 'filter', filter: { node_ids: [] } }
    switch (named?.[1]?.toLowerCase()) {
      case 'node':
        return { kind: 'filter', filter: { node_ids: [n] } }
      case 'twin':
        return { kind: 'filter', filter: { twin_id: n } }
      case 'farm':
        return { kind: 'filter', filter: { farm_ids: [n] } }
      default:
        return { kind: 'number', n }
    }
  }
  // a dot makes it IPv4, two groups with colons IPv6
  if (/^\d{1,3}(\.\d{0,3}){1,3}(\/\d{0,2})?$/.test(text)) return { kind: 'address', start: text }
  if (/^[\da-f]{0,4}(:[\da-f]{0,4}){1,7}(\/\d{0,3})?$/i.test(text)) {
    return { kind: 'address', start: text.toLowerCase() }
  }
  return { kind: 'filter', filter: { farm_name_contains: text } }
}
