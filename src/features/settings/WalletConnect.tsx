import { useMutation } from '@tanstack/react-query'
import { walletLink } from '#queries/wallet.ts'
import { type WalletError, walletName, type WalletState } from '#queries/walletstate.ts'
import { Button, LinkButton } from '#ui/Button.tsx'
import { Empty } from '#ui/Empty.tsx'
import { Fault } from '#ui/Fault.tsx'
import { Properties } from '#ui/Properties.tsx'
import { Faint, Mono, Quiet } from '#ui/text.tsx'
import { toast } from '#ui/toast.ts'
import { EXTENSION_AT, remedies, unusableWords } from './wallet.ts'
import s from './settings.module.css'

/** What is found in the page, the question to be let in, and why there is no account. */
export function WalletConnect({ wallet: { status, busy, problem } }: { wallet: WalletState }) {
  const connect = useMutation({
    mutationFn: () => walletLink.connect(),
    onSuccess: () => {
      const { account } = walletLink.state()
      toast({ sentence: `${account?.name ?? 'The wallet'} is connected`, state: 'ok' })
    },
  })
  if (status.extensions.length === 0 && !busy) return <NoExtension problem={problem} />
  return (
    <>
      <Properties
        label="Wallets in this page"
        rows={status.extensions.map(({ key, name, version }) => ({
          key,
          label: walletName(name),
          value: version === undefined ? <Faint>found</Faint> : <Mono>{version}</Mono>,
        }))}
      />
      {problem && !busy && <Problem problem={problem} />}
      {status.unusable.length > 0 && (
        <ul className={s.notes}>
          {status.unusable.map((one) => (
            <li key={`${one.source} ${one.address}`}>{unusableWords(one)}</li>
          ))}
        </ul>
      )}
      <div className={s.row}>
        <Button busy={busy} onClick={() => connect.mutate()}>
          {problem && !busy ? 'Connect again' : 'Connect wallet'}
        </Button>
        {busy && (
          <>
            <Quiet>
              Answer in the wallet’s own window; its icon in the browser’s bar opens it.
            </Quiet>
            <LinkButton onClick={() => walletLink.disconnect()}>Stop waiting</LinkButton>
          </>
        )}
      </div>
    </>
  )
}

const Problem = ({ problem }: { problem: WalletError }) => {
  const remedy = remedies[problem.code]
  return (
    <div className={s.gap}>
      <Fault>{problem.message}</Fault>
      {remedy !== undefined && <p className={s.quiet}>{remedy}</p>}
    </div>
  )
}

const NoExtension = ({ problem }: { problem: WalletError | undefined }) => (
  <Empty
    what="No wallet extension is in this page."
    advice={
      <>
        {problem?.code === 'no-extension' && problem.details !== undefined && (
          <>{problem.message} </>
        )}
        Install one in this browser, make an account in it and reload the page.{' '}
        {remedies['no-extension']}
      </>
    }
    action={
      <a href={EXTENSION_AT} target="_blank" rel="noopener noreferrer">
        Get Polkadot{'{.js}'}
      </a>
    }
  />
)
