import { can, type Session, type Verdict } from '#node/can.ts'
import { useWho } from '#queries/who.ts'

/** Why the account that signs may not end contracts of a twin, and why it may not pay for anything; undefined where it may. */
export function useMay(twin: number): { end: string | undefined; pay: string | undefined } {
  const { speaking, account, accountTwin } = useWho()
  const session: Session = {
    twin: speaking?.twin ?? null,
    signer: account && { kind: account.kind, twin: accountTwin },
  }
  return { end: reasonOf(can.cancel(session, { twin })), pay: reasonOf(can.pay(session)) }
}

const reasonOf = (verdict: Verdict) => (verdict.ok ? undefined : verdict.reason)
