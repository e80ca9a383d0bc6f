/**
 * The types of the demo chain, a line each under the module they live in; expression.ts tells how a
 * definition is read. Shapes and paths are those of tfchain spec 152 and 144 (facts: tfchain.md section 10);
 * a leading number says from which spec on a variant is there.
 */
export const typeLines = `
@ sp_core::crypto
AccountId32 ([u8;32])

@ primitive_types
H256 ([u8;32])

@ sp_weights::weight_v2
Weight {ref_time:Compact<u64>,proof_size:Compact<u64>}

@ sp_arithmetic
ArithmeticError |Underflow|Overflow|DivisionByZero
@ sp_arithmetic::fixed_point
FixedU128 (u128)

@ sp_runtime
DispatchError |Other|CannotLookup|BadOrigin|Module(ModuleError)|ConsumerRemaining|NoProviders|TooManyConsumers|Token(TokenError)|Arithmetic(ArithmeticError)|Transactional(TransactionalError)|Exhausted|Corruption|Unavailable|152 RootNotAllowed
ModuleError {index:u8,error:[u8;4]}
TokenError |FundsUnavailable|OnlyProvider|BelowMinimum|CannotCreate|UnknownAsset|Frozen|Unsupported|CannotCreateHold|NotExpendable|152 Blocked
TransactionalError |LimitReached|NoLayer
MultiSignature |Ed25519(Ed25519Signature)|Sr25519(Sr25519Signature)|Ecdsa(EcdsaSignature)
@ sp_core::ed25519
Ed25519Signature=Signature ([u8;64])
@ sp_core::sr25519
Sr25519Signature=Signature ([u8;64])
@ sp_core::ecdsa
EcdsaSignature=Signature ([u8;65])
@ sp_runtime::multiaddress
MultiAddress<AccountId=AccountId32,AccountIndex=()> |Id(AccountId32)|Index(Compact<()>)|Raw(Vec<u8>)|Address32([u8;32])|Address20([u8;20])
@ sp_runtime::generic::unchecked_extrinsic
UncheckedExtrinsic<Address=MultiAddress,Call=RuntimeCall,Signature=MultiSignature,Extra> (Vec<u8>)
@ sp_runtime::generic::era
Era |Immortal|Mortal1(u8)
@ sp_runtime::generic::digest
Digest {logs:Vec<DigestItem>}
DigestItem |0:Other(Vec<u8>)|4:Consensus([u8;4],Vec<u8>)|5:Seal([u8;4],Vec<u8>)|6:PreRuntime([u8;4],Vec<u8>)|8:RuntimeEnvironmentUpdated

@ frame_support::dispatch
PerDispatchClass<T=Weight> {normal:Weight,operational:Weight,mandatory:Weight}
DispatchInfo {weight:Weight,class:DispatchClass,pays_fee:Pays}
DispatchClass |Normal|Operational|Mandatory
Pays |Yes|No
@ frame_support::traits::tokens::misc
BalanceStatus |Free|Reserved

@ frame_system
AccountInfo<Nonce=u32,AccountData=AccountData> {nonce:u32,consumers:u32,providers:u32,sufficients:u32,data:AccountData}
EventRecord<E=RuntimeEvent,T=H256> {phase:Phase,event:RuntimeEvent,topics:Vec<H256>}
Phase |ApplyExtrinsic(u32)|Finalization|Initialization
LastRuntimeUpgradeInfo {spec_version:Compact<u32>,spec_name:str}
@ frame_system::extensions::check_non_zero_sender
CheckNonZeroSender<T> {}
@ frame_system::extensions::check_spec_version
CheckSpecVersion<T> {}
@ frame_system::extensions::check_tx_version
CheckTxVersion<T> {}
@ frame_system::extensions::check_genesis
CheckGenesis<T> {}
@ frame_system::extensions::check_mortality
CheckMortality<T> (Era)
@ frame_system::extensions::check_nonce
CheckNonce<T> (Compact<u32>)
@ frame_system::extensions::check_weight
CheckWeight<T> {}
@ pallet_transaction_payment
ChargeTransactionPayment<T> (Compact<u128>)
Releases |V1Ancient|V2

@ pallet_balances::types
AccountData<Balance=u128> {free:u128,reserved:u128,frozen:u128,flags:ExtraFlags}
ExtraFlags (u128)
BalanceLock<Balance=u128> {id:[u8;8],amount:u128,reasons:Reasons}
Reasons |Fee|Misc|All
ReserveData<ReserveIdentifier=[u8;8],Balance=u128> {id:[u8;8],amount:u128}
IdAmount<Id=(),Balance=u128> {id:(),amount:u128}

@ sp_version
RuntimeVersion {spec_name:str,impl_name:str,authoring_version:u32,spec_version:u32,impl_version:u32,apis:Cow,transaction_version:u32,state_version:u8}
@
Cow<T=Vec<([u8;8],u32)>> (Vec<([u8;8],u32)>)

@ tfchain_runtime
Runtime {}

@ tfchain_support::resources
Resources {hru:u64,sru:u64,cru:u64,mru:u64}
@ tfchain_support::types
Farm<Name=FarmName> {version:u32,id:u32,name:FarmName,twin_id:u32,pricing_policy_id:u32,certification:FarmCertification,public_ips:Bound<PublicIP,256>,dedicated_farm:bool,farming_policy_limits:Option<FarmingPolicyLimit>}
FarmCertification |NotCertified|Gold
PublicIP {ip:Bound<u8,18>,gateway:Bound<u8,15>,contract_id:u64}
FarmingPolicyLimit {farming_policy_id:u32,cu:Option<u64>,su:Option<u64>,end:Option<u64>,node_count:Option<u32>,node_certification:bool}
Node<Location=Location,If=Interface,SerialNumber=SerialNumber> {version:u32,id:u32,farm_id:u32,twin_id:u32,resources:Resources,location:Location,public_config:Option<PublicConfig>,created:u64,farming_policy_id:u32,interfaces:Vec<Interface>,certification:NodeCertification,secure_boot:bool,virtualized:bool,serial_number:Option<SerialNumber>,connection_price:u32}
Interface<Name=InterfaceName,Mac=InterfaceMac,Ips=Bound<InterfaceIp>> {name:InterfaceName,mac:InterfaceMac,ips:Bound<InterfaceIp>}
PublicConfig {ip4:IP4,ip6:Option<IP6>,domain:Option<Bound<u8,128>>}
IP4 {ip:Bound<u8,18>,gw:Bound<u8,15>}
IP6 {ip:Bound<u8,43>,gw:Bound<u8,39>}
NodeCertification |Diy|Certified
NodePower<B=u32> {state:PowerState,target:Power}
PowerState<B=u32> |Up|Down(u32)
Power |Up|Down

@ pallet_tfgrid::farm
FarmName<T> (Bound<u8,40>)
@ pallet_tfgrid::node
Location<T> {city:CityName,country:CountryName,latitude:Bound<u8>,longitude:Bound<u8>}
CityName<T> (Bound<u8>)
CountryName<T> (Bound<u8>)
SerialNumber<T> (Bound<u8>)
@ pallet_tfgrid::interface
InterfaceName<T> (Bound<u8>)
InterfaceMac<T> (Bound<u8>)
InterfaceIp<T> (Bound<u8>)
@ pallet_tfgrid::terms_cond
TermsAndConditions<T> {account_id:AccountId32,timestamp:u64,document_link:Bound<u8,2048>,document_hash:Bound<u8,50>}
@ pallet_tfgrid::types
Twin<AccountId=AccountId32> {id:u32,account_id:AccountId32,relay:Option<Bound<u8,1024>>,entities:Vec<EntityProof>,pk:Option<Bound<u8,128>>}
EntityProof {entity_id:u32,signature:Vec<u8>}
Entity<AccountId=AccountId32,City=CityName,Country=CountryName> {version:u32,id:u32,name:Vec<u8>,account_id:AccountId32,country:CountryName,city:CityName}
PricingPolicy<AccountId=AccountId32> {version:u32,id:u32,name:Vec<u8>,su:Policy,cu:Policy,nu:Policy,ipu:Policy,unique_name:Policy,domain_name:Policy,foundation_account:AccountId32,certified_sales_account:AccountId32,discount_for_dedication_nodes:u8}
Policy {value:u32,unit:Unit}
Unit |Bytes|Kilobytes|Megabytes|Gigabytes|Terrabytes
FarmingPolicy<BlockNumber=u32> {version:u32,id:u32,name:Vec<u8>,cu:u32,su:u32,nu:u32,ipv4:u32,minimal_uptime:u16,policy_created:u32,policy_end:u32,immutable:bool,default:bool,node_certification:NodeCertification,farm_certification:FarmCertification}

@ pallet_smart_contract::grid_contract
NameContractName<T> (Bound<u8,64>)
@ pallet_smart_contract::types
Contract<T> {version:u32,state:ContractState,contract_id:u64,twin_id:u32,contract_type:ContractData,solution_provider_id:Option<u64>}
ContractState |Created|Deleted(Cause)|GracePeriod(u64)
Cause |CanceledByUser|OutOfFunds|152 CanceledByCollective
ContractData<T> |NodeContract(NodeContract)|NameContract(NameContract)|RentContract(RentContract)
NodeContract<T> {node_id:u32,deployment_hash:[u8;32],deployment_data:Bound<u8,512>,public_ips:u32,public_ips_list:Bound<PublicIP,512>}
NameContract<T> {name:NameContractName}
RentContract {node_id:u32}
Consumption {contract_id:u64,timestamp:u64,cru:u64,sru:u64,hru:u64,mru:u64,nru:u64}
ContractBill {contract_id:u64,timestamp:u64,discount_level:DiscountLevel,amount_billed:u128}
DiscountLevel |None|Default|Bronze|Silver|Gold
ContractResources {contract_id:u64,used:Resources}
ContractBillingInformation {previous_nu_reported:u64,last_updated:u64,amount_unbilled:u64}
ContractLock<BalanceOf=u128> {amount_locked:u128,extra_amount_locked:u128,lock_updated:u64,cycles:u16}
152 ContractPaymentState<BalanceOf=u128> {standard_reserve:u128,additional_reserve:u128,standard_overdraft:u128,additional_overdraft:u128,last_updated_seconds:u64,cycles:u16}
NruConsumption {contract_id:u64,timestamp:u64,window:u64,nru:u64}
SolutionProvider<AccountId=AccountId32> {solution_provider_id:u64,providers:Vec<Provider>,description:Vec<u8>,link:Vec<u8>,approved:bool}
Provider<AccountId=AccountId32> {who:AccountId32,take:u8}
ServiceContract {service_contract_id:u64,service_twin_id:u32,consumer_twin_id:u32,base_fee:u64,variable_fee:u64,metadata:Bound<u8,64>,accepted_by_service:bool,accepted_by_consumer:bool,last_bill:u64,state:ServiceContractState}
ServiceContractState |Created|AgreementReady|ApprovedByBoth
ServiceContractBill {variable_amount:u64,window:u64,metadata:Bound<u8,50>}
152 ContractIdProvides<T=Runtime> {}
`

/** The parts of a signed extrinsic besides its call, in order: name, what is sent, what is signed beside it. */
export const extensionLines = `
CheckNonZeroSender ()
CheckSpecVersion u32
CheckTxVersion u32
CheckGenesis H256
CheckMortality H256
CheckNonce ()
CheckWeight ()
ChargeTransactionPayment ()
152 ContractIdProvides ()
`
