import * as z from 'zod/mini'
import {
  CpuResult,
  HealthResult,
  IperfResult,
  ProvisionResult,
  PublicIpResult,
  type TaskResult,
} from './schemas.ts'

/** A performance result with its `result` read; what is unknown or odd stays raw, and harms no other. */
export type Perf = { at: number; description: string } & (
  | { task: 'iperf'; result: z.output<typeof IperfResult> }
  | { task: 'cpu-benchmark'; result: z.output<typeof CpuResult> }
  | { task: 'public-ip-validation'; result: z.output<typeof PublicIpResult> }
  | { task: 'healthcheck'; result: z.output<typeof HealthResult> }
  | { task: 'provisiontest'; result: z.output<typeof ProvisionResult> }
  | { task: 'unknown'; name: string; raw: unknown }
)

/** Reads one task's result; `at` is Unix seconds. */
export function perfOf({ name, description, timestamp: at, result: raw }: TaskResult): Perf {
  const base = { at, description }
  const unknown: Perf = { ...base, task: 'unknown', name, raw }
  switch (name) {
    case 'iperf': {
      const read = z.safeParse(IperfResult, raw)
      return read.success ? { ...base, task: name, result: read.data } : unknown
    }
    case 'cpu-benchmark': {
      const read = z.safeParse(CpuResult, raw)
      return read.success ? { ...base, task: name, result: read.data } : unknown
    }
    case 'public-ip-validation': {
      const read = z.safeParse(PublicIpResult, raw)
      return read.success ? { ...base, task: name, result: read.data } : unknown
    }
    case 'healthcheck': {
      const read = z.safeParse(HealthResult, raw)
      return read.success ? { ...base, task: name, result: read.data } : unknown
    }
    case 'provisiontest': {
      const read = z.safeParse(ProvisionResult, raw)
      return read.success ? { ...base, task: name, result: read.data } : unknown
    }
    default:
      return unknown
  }
}
