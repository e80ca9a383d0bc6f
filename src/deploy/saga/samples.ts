import { asNode, asTwin } from '#lib/ids.ts'
import { stringifyJson } from '#lib/json.ts'
import { makeSaga, type Wanted } from './make.ts'
import type { Saga } from './saga.ts'

/* For tests: small deployments of twin 42, and sagas of them. */

// both are u32
export const OWNER = asTwin(42)!
export const PLACE = { nodeId: asNode(11)!, nodeTwin: asTwin(2908)! }

export const disk = (name: string, version = 0, gib = 1) => ({
  version,
  name,
  type: 'zmount',
  data: { size: gib * 2 ** 30 },
  metadata: '',
  description: '',
})

/** The JSON of a deployment. */
export const textOf = (workloads: readonly object[], more: object = {}): string =>
  stringifyJson({
    version: 0,
    twin_id: OWNER,
    contract_id: 0,
    metadata: '',
    description: '',
    expiration: 0,
    signature_requirement: {
      requests: [{ twin_id: OWNER, required: true, weight: 1 }],
      weight_required: 1,
      signatures: [],
      signature_style: '',
    },
    workloads,
    ...more,
  })

export const create = (name: string): Wanted => ({
  kind: 'create',
  ...PLACE,
  text: textOf([disk(name)]),
  data: '{"version":4}',
})

export const sagaOf = (id: string, parts: readonly Wanted[], more: Partial<Saga> = {}): Saga => ({
  ...makeSaga({
    id,
    place: 'test',
    title: id,
    twinId: OWNER,
    account: 'somebody',
    madeAt: 1_800_000_000_000,
    parts,
  }),
  ...more,
})
