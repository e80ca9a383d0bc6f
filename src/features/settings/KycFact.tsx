import { useQuery } from '@tanstack/react-query'
import { VERIFY_AT } from '#node/errorbook.ts'
import { type Kyc, kycQuery } from '#queries/kyc.ts'
import { Skeleton } from '#ui/Skeleton.tsx'
import { StateWord } from '#ui/State.tsx'
import { Faint } from '#ui/text.tsx'
import { kycWords } from './identity.ts'
import s from './settings.module.css'

/** What KYC says of a twin: nodes deploy for verified twins only. */
export function KycFact({ twin }: { twin: number }) {
  const { data } = useQuery(kycQuery(twin))
  return data ? <Said kyc={data} /> : <Skeleton width={80} />
}

function Said({ kyc }: { kyc: Kyc }) {
  const { state, word } = kycWords(kyc)
  return (
    <span className={s.said}>
      <StateWord state={state}>{word}</StateWord>
      {kyc.state === 'unverified' && (
        <a href={VERIFY_AT} target="_blank" rel="noopener noreferrer">
          Verify at {new URL(VERIFY_AT).host}
        </a>
      )}
      {kyc.state === 'unknown' && <Faint>{kyc.why}</Faint>}
    </span>
  )
}
