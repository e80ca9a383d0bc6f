import { useQueries, useQuery } from '@tanstack/react-query'
import type { LooseDeployment } from '#gridtypes/deployment.ts'
import type { SignatureReport } from '#gridtypes/signers.ts'
import { messageOf } from '#lib/error.ts'
import { fromSs58 } from '#lib/ss58.ts'
import { twinsQuery } from './proxy.ts'

/** A twin's account as the grid proxy knows it; `fault` says why it is not known. */
export interface Account {
  address: string | undefined
  fault: string | undefined
}

/** What is looked at of one deployment: a node may tell whatever it likes. */
const MOST_REQUESTS = 50

export interface CheckedSignatures extends SignatureReport {
  /** Requests beyond those that are looked at. */
  beyond: number
  accounts: ReadonlyMap<number, Account>
}

/**
 * The signatures of a deployment, verified in this page with the account keys that the grid proxy tells.
 * `hash` is the contract's; undefined where it is not known. The curves are loaded at the first need.
 */
export function useSignatures(deployment: LooseDeployment | undefined, hash: string | undefined) {
  const whole = deployment?.signature_requirement
  const requirement = whole && {
    ...whole,
    requests: whole.requests.slice(0, MOST_REQUESTS),
    signatures: whole.signatures.slice(0, 2 * MOST_REQUESTS),
  }
  const beyond = (whole?.requests.length ?? 0) - (requirement?.requests.length ?? 0)
  const twins = [...new Set(requirement?.requests.map(({ twin_id }) => twin_id))]
  const { accounts, waiting } = useQueries({
    queries: twins.map((twin_id) => ({
      ...twinsQuery({ twin_id }),
      refetchInterval: false as const,
    })),
    combine: (results) => ({
      waiting: results.some(({ status }) => status === 'pending'),
      accounts: twins.map((twin, i): [number, Account] => {
        const { data, error } = results[i] ?? {}
        // a service that ignored the filter must not hand out somebody else's key
        const address = data?.items.find(({ twinId }) => twinId === twin)?.accountId
        const why = error ? messageOf(error) : `The grid proxy knows no twin ${twin}.`
        return [twin, { address, fault: address === undefined ? why : undefined }]
      }),
    }),
  })
  const known = hash !== undefined && /^[0-9a-f]{32}$/i.test(hash) ? hash.toLowerCase() : undefined
  return useQuery({
    // a deployment's signatures are some hundred bytes each
    queryKey: [
      'signatures',
      deployment?.twin_id,
      known ?? '',
      requirement,
      beyond,
      accounts,
    ] as const,
    queryFn: async (): Promise<CheckedSignatures | null> => {
      if (!deployment || !requirement) return null
      const { signersOf } = await import('#gridtypes/signers.ts')
      const byTwin = new Map(accounts)
      const keyOf = (twin: number) => {
        const { address, fault } = byTwin.get(twin) ?? {}
        const key = address === undefined ? undefined : fromSs58(address)
        if (key) return key
        throw new Error(fault ?? `The account of twin ${twin} is no address.`)
      }
      const asked = { twin_id: deployment.twin_id, signature_requirement: requirement }
      const report = await signersOf(asked, keyOf, known)
      const verdict = beyond > 0 ? undefined : report.verdict
      return { ...report, verdict, accounts: byTwin, beyond }
    },
    enabled: deployment !== undefined && !waiting,
    staleTime: Infinity,
    refetchInterval: false,
    structuralSharing: false,
  })
}
