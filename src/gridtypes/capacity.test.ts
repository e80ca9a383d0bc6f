import { expect, test } from 'vitest'
import { capacityOf, minRootSize } from './capacity.ts'
import { readDeployment, type ZMachine } from './deployment.ts'

const GIB = 1n << 30n

const first = (workload: string) => readDeployment(`{"workloads":[${workload}]}`).workloads[0]!

function machine(cpu: number, memory: bigint, size = 0n): ZMachine {
  const capacity = `{"cpu":${cpu},"memory":${memory}}`
  const data = `{"size":${size},"compute_capacity":${capacity}}`
  const workload = first(`{"name":"a","type":"zmachine","data":${data}}`)
  if ('fault' in workload || workload.type !== 'zmachine') throw new Error('no machine')
  return workload.data
}

test('the root disk grows to 2 GiB where cpu × memory reaches 8 GiB', () => {
  expect(minRootSize(machine(8, GIB - 1n))).toBe(524288000n)
  expect(minRootSize(machine(8, GIB))).toBe(2n * GIB)
})

test('cpu × memory wraps at 64 bits, as on the node', () => {
  expect(minRootSize(machine(2, 1n << 63n))).toBe(524288000n)
})

test('a root disk larger than the least is booked whole, to the last byte', () => {
  const size = 18446744073709551615n
  const workload = first(
    `{"name":"a","type":"zmachine","data":{"size":${size},"compute_capacity":{"cpu":1,"memory":1}}}`,
  )
  expect(capacityOf(workload)).toEqual({ cru: 1n, mru: 1n, sru: size, hru: 0n, ipv4u: 0n })
})

test('data that cannot be read has no capacity but an error', () => {
  expect(capacityOf(first('{"name":"a","type":"zmount","data":{"size":1.5}}'))).toEqual({
    error: expect.stringContaining("failed to load data into object of type '*zos.ZMount'"),
  })
})
