import * as z from 'zod/mini'
import { parseJson } from '#lib/json.ts'
import { list, orZero, text, u32 } from '#lib/reader.ts'

/*
 * Tolerant readers of `result.data` (facts: node-api.md section 2.4, per type; zosbase@063d895
 * pkg/gridtypes/zos/*.go). An empty text is "none". A workload that failed carries a zero-valued result.
 */

const IpResult = z.looseObject({ ip: text, ip6: text, gateway: text })

const MachineResult = z.pipe(
  z.looseObject({
    id: text,
    ip: text,
    planetary_ip: text,
    // what old nodes wrote, and what wins where it is there (facts: node-api.md section 2.4, zmachine)
    ygg_ip: text,
    mycelium_ip: text,
    console_url: text,
  }),
  z.transform(({ ygg_ip, ...rest }) => ({ ...rest, planetary_ip: ygg_ip || rest.planetary_ip })),
)

const readers = {
  zmount: z.looseObject({ volume_id: text }),
  // the key is `id` here, unlike zmount's
  volume: z.looseObject({ id: text }),
  // capitals: the Go struct has no JSON names
  zdb: z.looseObject({ Namespace: text, IPs: list(z.string()), Port: orZero(u32) }),
  zmachine: MachineResult,
  'zmachine-light': MachineResult,
  ip: IpResult,
  ipv4: IpResult,
  'gateway-name-proxy': z.looseObject({ fqdn: text }),
  qsfs: z.looseObject({ path: text, metrics_endpoint: text }),
}

/** The types of which a result tells something. */
export type ResultType = keyof typeof readers
export type ResultOf<T extends ResultType> = z.output<(typeof readers)[T]>

/**
 * What became of a workload in its type's own words. `data` is the JSON text as it was sent; undefined
 * where there is none (in progress, refused by the engine), or where it is not of the type's form.
 */
export function readResult<T extends ResultType>(type: T, data: string): ResultOf<T> | undefined {
  let value: unknown
  try {
    value = parseJson(data)
  } catch {
    return undefined
  }
  const read = readers[type].safeParse(value)
  // the reader is the one of this very type
  return read.success ? (read.data as ResultOf<T>) : undefined
}
