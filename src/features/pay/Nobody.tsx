import { closeAsked } from '#queries/paying.ts'
import { useWallet, walletLink } from '#queries/wallet.ts'
import { Button } from '#ui/Button.tsx'
import { Actions } from '#ui/Field.tsx'
import { Note } from '#ui/text.tsx'
import { paths } from '#paths.ts'
import s from './pay.module.css'

/** Nothing here can sign: why, and the two ways to change that. */
export function Nobody({ why }: { why: string }) {
  const { busy, problem } = useWallet()
  return (
    <>
      <p className={s.sentence}>{why}</p>
      <Actions>
        <Button
          kind="primary"
          busy={busy}
          // what is wrong stands in the wallet's state
          onClick={() => void walletLink.connect().catch(() => undefined)}
        >
          Connect wallet
        </Button>
        <Button href={paths.settings('identity')} onClick={closeAsked}>
          Keys and identity
        </Button>
      </Actions>
      {problem && <Note>{problem.message}</Note>}
    </>
  )
}
