import { showPayment, useAsked } from '#queries/paying.ts'
import { readNews, usePaymentNews } from '#queries/paymentnews.ts'
import { usePayments, type Payment, type PaymentStage } from '#queries/payments.ts'
import { Banner } from '#ui/Banner.tsx'
import { LinkButton } from '#ui/Button.tsx'

const stages: Readonly<Record<PaymentStage, string>> = {
  asking: 'waiting for the wallet',
  signed: 'being sent',
  ready: 'sent, waiting for a block',
  broadcast: 'sent, waiting for a block',
  'in-block': 'in a block that is not final yet',
  retracted: 'waiting for another block',
  searching: 'being looked for in the blocks',
  settled: 'settled',
}

const stageOf = ({ trouble, stage, block }: Payment) =>
  trouble === null
    ? // looked for after a reload, and seen in a block before it
      stages[stage === 'searching' && block ? 'in-block' : stage]
    : trouble.code === 'finality-timeout'
      ? 'in a block that the network does not make final'
      : 'not known until the chain answers; nothing is sent again'

const listed = (places: readonly string[]) => [...new Set(places)].join(', ')

/** Payments that are not settled, and those that failed while nobody looked. */
export default function PaymentBanners() {
  const { payments, elsewhere } = usePayments()
  const asked = useAsked()
  const news = usePaymentNews()
  const open = payments.filter(({ id, outcome }) => outcome === null && id !== asked?.payment)
  return (
    <>
      {open.map((payment) => (
        <Banner
          key={payment.id}
          strong={`${payment.title}:`}
          action={<LinkButton onClick={() => showPayment(payment.id)}>Show</LinkButton>}
        >
          {stageOf(payment)}.
        </Banner>
      ))}
      {news.map(({ id, title, outcome }) => (
        <Banner
          key={id}
          strong={`${title}:`}
          action={
            <>
              <LinkButton
                onClick={() => {
                  readNews(id)
                  showPayment(id)
                }}
              >
                Show
              </LinkButton>
              <LinkButton onClick={() => readNews(id)}>Dismiss</LinkButton>
            </>
          }
        >
          {outcome?.done === false && outcome.trouble.message}
        </Banner>
      ))}
      {elsewhere.length > 0 && (
        <Banner strong="Not settled on another network.">
          {elsewhere.length === 1 ? elsewhere[0]?.title : `${elsewhere.length} payments`} (
          {listed(elsewhere.map(({ place }) => place))}): choose that network to find out what came
          of it.
        </Banner>
      )}
    </>
  )
}
