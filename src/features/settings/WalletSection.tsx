import { Link } from 'wouter'
import { paths } from '#paths.ts'
import { useWallet, walletLink } from '#queries/wallet.ts'
import { LinkButton } from '#ui/Button.tsx'
import { Section } from '#ui/Page.tsx'
import { Note } from '#ui/text.tsx'
import { places } from './places.ts'
import { WalletAccounts } from './WalletAccounts.tsx'
import { WalletConnect } from './WalletConnect.tsx'
import s from './settings.module.css'

/** The wallet extensions of this page: connected here, and an account of them chosen to sign and pay. */
export function WalletSection() {
  const wallet = useWallet()
  const { status, busy } = wallet
  const isConnected = status.accounts.length > 0
  const isLetIn = isConnected || status.extensions.some(({ state }) => state === 'ready')
  return (
    <Section
      id={places.wallet}
      title="Wallet"
      remark="signs and pays; the extension asks each time"
      table={isConnected}
      action={
        isLetIn && !busy ? (
          <LinkButton onClick={() => walletLink.disconnect()}>Disconnect</LinkButton>
        ) : undefined
      }
    >
      {isConnected ? <WalletAccounts wallet={wallet} /> : <WalletConnect wallet={wallet} />}
      <Note>
        A wallet cannot speak to nodes: extensions sign no messages of that kind (RMB). To ask
        nodes,{' '}
        <Link className={s.inline} href={paths.sessionTwin()}>
          make a session twin
        </Link>{' '}
        with a little money of the wallet, or unlock a twin’s key beside it.
      </Note>
    </Section>
  )
}
