"""Names of trades, as the starter taxonomy calls its occupations: what a line of a CV must hold to be a job's title.

French names of jobs begin with them ("serrurier métallier"), English ones end with them ("market gardener"). They were
taken from the labels once, without the words that mean other things too ("classeur", "printer", "Cooper"); the taxonomy
itself takes longer to read than many CVs. Names that only several words tell apart, and the endings of Korean ones, are
ours.
"""

from __future__ import annotations

import re
from typing import Final

# Feminine forms in -euse, -ière, -trice and the like are told by their ending.
FRENCH_TRADES: Final = frozenset(
    """
    accastilleur accompagnant accompagnante accordeur accrocheur accueillante acrobate acteur actuaire
    afficheur agronome aiguilleur alternant alternante ambassadeur ambassadrice antiquaire apothicaire
    appareilleur arbitre archetier armaturier arrimeur artificier artilleur artisane artiste assembleur
    assmat astiqueur asv atteleur attrapeur auteur autrice avejiste avitailleur backliner balayeur
    bancheur bandeur barback barber barbier bardeur bassiste batelier bellboy bellman bijoutier biographe
    bnssa bobinier boisselier bonnetier bosco bouquetier bourrelier boutefeu bouvier boxeur boyaudier
    bracelettier brigadier brodeur broker bronzier buandier bucheronne cabinier cableur cabliste cadreur
    calandreur cambiste camelot cameraman camerawoman cantinier cantonnier capacitaire capitaine cardeur
    carrossier cartographe cascadeur casquettier castreur caviste centralier cerealier cesf chapiste
    charcutier chevillard chevillarde chevrier chiffreur chiro chirurgien chocolatier choregraphe choriste
    chromeur chroniqueur cineaste cintreur cintrier cip circassien cisailleur ciseleur claviste clicheur
    clown coffreur cogerant cogerante colleur colonel colonelle comedien commandant commandante commercant
    commercante commise commissaire commissionnaire compagnon compagnonne consignataire contremaitre
    contremaitresse contretypeur coolhunter copilote copiste coquilleur cordiste cordonnier corroyeur
    costumier coupeur coutelier cpe cracheur croupier cureur cuviste cybercombattant cybercombattante
    cycliste dactylo dactylographe daf dataminer dba debardeur debosseleur debroussailleur deckhand
    decocheur decoupeur demanteleur demographe demouleur dentellier derayeur derusheur detacheur detailer
    detroqueur devops diagnostiqueur diamantaire dinandier diplomate dircom discothecaire dispatcheur dj
    docker docteure doorman douanier doucheur dramaturge drh dsi dumiste ebarbeur ebavureur ebeniste
    ecailler ecaillere echassier ecogarde econometre ecoutant ecoutante ecrivain ecrivaine effileur
    effilocheur egoutier eje elagueur electrobobinier emailleur embaumeur empailleur empileur encadrant
    encadrante encadreur encolleur endivier enfileur enoueur entremetier entrepreneure epicier epileur
    eplucheur ergonome ergotherapeute estampeur etalonnier etameur etiopathe experte exploitante fabricant
    fabricante facadier factotum facturier faiencier fantassin fantassine fermier ferrailleur ferreur
    ferronnier figurant figurante fileur flasheur floqueur flutiste flyeur fondeur fontainier footballeur
    foraine forgeron forgeronne formeur formier fossoyeur fourreur fromager fromagere funambule gainiste
    galvanoplaste garagiste gareur gaveur gemmeur geographe geriatre golfeur gondolier gouvernant gradeur
    graffeur greenkeeper greeur greffeur grenailleur grilladin grilladine grimpeur groom guipeur gypsier
    habilleur hacker handballeur historien horloger horlogere hotelier hotliner hydrobalneotherapeute
    hydrotherapeute hypnotherapeute iade ibode ide idec idel impresario imprimeur interimaire intervenant
    intervenante intervieweur joaillier jockey jongleur joueur journalier juge kine laqueur lauzier
    legionnaire lieutenant lieutenante liftier ligatureur limonadier lingier localier logopede luthier
    maconne magistrat magistrate manadier mannequin manucure maquilleur marbreur marbrier marchand
    marchande marechal marechale mareyeur marinier maroquinier massicotier matelassier matelote mecano
    mediathecaire megissier meneur merrandier metallier metreur microbilleur miroitier mns modeleur
    modiste motard motarde mouleur multigerant multigerante murailler muraillere naturopathe negociant
    negociante nickeleur noueur officier oiselier onglier orfevre osteopathe outilleur ouvreur oxycoupeur
    pailleur paludier parolier parquetier passementier patron patronne patrouilleur paveur paysan paysanne
    pdg pediatre pedicure pedopsychiatre pelliste perchman perchwoman performeur perruquier peseur
    petrographe photogrammetre photographe pianiste pigiste pistoleur pizzaiola pizzaman plafiste
    planogrammeur platrier plieur plumassier poissonnier pompiste pontier porcelainier porcher porchere
    portier portiqueur poseur postdoc postdoctorant postdoctorante posticheur postier potier poudreur
    prefet prefete prepose preposee procureur procureure prof profs programmeur proviseure psychiatre
    puisatier pupitreur raccommodeur raccordeur raccoutreur radiopharmacien rateleur rattacheur ravaleur
    receptionnaire recouvreur rectifieur refendeur referent referente regaleur relieur relookeur
    rembordeur remmailleur remmouleur rempailleur remplieur rentreur reporter representant representante
    reprographe ressemeleur retordeur retoucheur rigger rippeur roadie robinetier romancier rondier
    rotinier rotomouleur rougheur rssi rubanier rugbyman rugbywoman sableur salarie salariee sandwichier
    santonnier saunier scaphandrier scenographe scripte sellier sergent sergente serigraphe serriste
    serrurier sexeur shopper skieur skiman soldate speaker speakerine spirulinier stadier staffeur
    stoppeur storiste storyboardeur stratege stratifieur streamer styliste superintendant superintendante
    suppleant suppleante sushiman sushiwoman syndic tableautier tacheron tacheronne taillandier tailleur
    tampographe tapissier teinturier telesecretaire televendeur tennisman tenniswoman thanato therapeute
    thermoformeur thermolaqueur timonier tisf tolier tondeur topographe toupilleur tourier tractionnaire
    trancheur transitaire travailleur trayeur trefileur triathlete tripier tulliste turntablist tuteur
    tutrice typographe vacataire vacher vachere veilleur verrier videaste videocodeur videur viennoisier
    vigneron vigneronne voiturier volaillere wattman webmestre zingueur
    """.split()
)
ENGLISH_TRADES: Final = frozenset(
    """
    acrobat actress actuary adjuster aerialist aesthetician agent agronomist aide alterationist
    anaesthetist animator announcer anodiser anthropologist antiquarian apiarist appraiser arborist
    archaeologist articulator artworker assembler assessor athlete audiologist audioprosthetist auxiliary
    bailiff banker barback barber bargee barrister batcher beautician beekeeper bellboy bellhop bellman
    billposter biographer blacksmith bladesmith blaster blocklayer boatmaster boatswain boilermaker
    boilersmith bookbinder bookseller bouncer breeder brewer brickie bricklayer broadcaster broker
    cabinetmaker cameraman caner captain cardiologist caretaker caricaturist cartographer catcher caterer
    ceramist chambermaid charcutier charterer checker cheesemaker cheesemonger chef childminder
    chiropodist chiropractor chocolatier choreographer cinematographer cladder climatologist climber
    clockmaker clown cobbler collector colourist comedian commander composer concierge concreter
    confectioner conservator constable consul coppersmith copyeditor correspondent costumier courier
    craftsman craftworker croupier custodian cyclist dancer deckhand declarant decorator deejay
    demographer demonstrator designer detailer detective diagnostician dietitian diplomat dishwasher
    dispenser diver docker documentalist doorman drafter draftsman draughtsman draughtsperson dressmaker
    drywaller dustman educator electroplater electrotechnician embalmer embroiderer enameller endodontist
    engraver entertainer enumerator erector examiner exterminator fabricator facialist farmer farmhand
    farrier filmmaker finisher firefighter fireman fisherman fishmonger fitter flavourist florist
    footballer forecaster forester formworker forwarder framer fumigator furrier galvaniser gamekeeper
    gardener geologist geophysicist geoscientist ghostwriter gilder glassblower glassmaker goatherd
    goldsmith governess gravedigger greengrocer greenkeeper grocer groom groomer groundskeeper
    groundworker grower guardian gynaecologist hairdresser hammersmith handyman harvester headhunter
    headteacher herder herdsperson historian horologist horseshoer hotelier hydrogeologist
    hydrometeorologist hydrotherapist hypnotherapist illustrator infantryman influencer innkeeper
    inseminator installer instrumentalist intermediary interviewer investigator ironer ironworker jeweller
    jockey joiner jointer judge juggler knitter lacquerer lagger laminator lampworker landscaper
    leatherworker lifeguard liftie lineman linesman lineworker linisher liquidator locksmith logger
    logopedist longshoreman lumberjack luthier lyricist machinist magician maker manicurist mariner
    marketer mason mathematician maturer mediator messenger metalworker meteorologist microbiologist
    midwife milker milliner millwright miner mixologist modeller moderator moulder muralist negotiator
    neuropsychologist notary novelist nutritionist oenologist optician orderly orthodontist orthoptist
    orthotist osteopath overlocker paediatrician pallbearer paperhanger paratrooper pathologist patroller
    performer perfumer periodontist pewtersmith phlebotomist photogrammetrist physicist physio
    physiotherapist pipefitter pipelayer planter plasterer platemaker playworker playwright podiatrist
    poet policeman policewoman polisher postie postman postwoman practitioner preparator preparer presser
    printmaker projectionist proofreader prosecutor prosthetist pruner psychiatrist psychomotrician
    publisher purser pyrotechnician quarryman radiographer radiologist rancher ranger realtor referee
    refueller registrar renovator rep repairer replenisher reporter resourcer restorer retoucher
    reupholsterer rewinder rigger roadie roadworker roofer roughneck saddler sailor sandblaster
    scenographer scheduler screeder sculptor seafarer seaman seamstress seismologist selector sergeant
    shampooist shipbroker shopfitter shopper shotfirer shucker shunter shutterer signaller signalman
    silversmith silviculturist skipper slaughterer smallholder sociologist solderer soldier songwriter
    sophrologist sorter splicer sprayer stacker stagehand stallholder steelworker stevedore stitcher
    stockbroker stocker stockperson stonecutter stonemason storekeeper stretcher stylist subtitler surgeon
    sweeper sysadmin tailor taxidermist technologist telemarketer telephonist tiler toolmaker topographer
    trader trainer transcriptionist trawlerman trustee turntablist typesetter typist umpire undertaker
    underwriter upholsterer valeter vendor vet veterinarian videographer visitor viticulturist warden
    washer watchmaker waterproofer wholesaler winemaker wireman wirer woodcutter woodturner
    """.split()
)

# Names that only several words make, folded: "femme" and "garde" alone are none.
FRENCH_PHRASES: Final = re.compile(
    r"(?:femmes?|hommes?) (?:de (?:menage|chambre|service|peine)|d'entretien|toutes? mains?)\b"
    r"|seconde? de (?:cuisine|chai|rang|patisserie)\b"
    r"|gardes? (?:d'enfants?|(?:champetre|forestiere?|particuliere?|malades?|barriere|peche|chasse)\b)"
    r"|famille d'accueil\b|dame de (?:cantine|service|compagnie)\b"
    r"|(?:garcon|fille) (?:de (?:salle|cafe|ferme|cuisine|restaurant)|d'(?:ecurie|etage))\b"
    r"|premiere? de reception\b|petites? mains?\b|extras? (?:en|de) (?:salle|service|cuisine|restauration)\b"
    r"|stages? (?:de|en|decouverte|ouvrier|d'observation)\b"
    r"|personnel d(?:e |')(?:menage|chambre|entretien|service|maison)\b"
)
ENGLISH_PHRASES: Final = re.compile(
    r"\b(?:(?:farm|stable|deck|kitchen|warehouse|factory|ranch) hand|(?:cleaning|dinner|lunch) lady"
    r"|(?:bar|door|floor|wait|waiting|kitchen|counter|sales|shop|warehouse|catering) staff"
    r"|(?:delivery|maintenance|bar|odd[- ]job|bin|van) (?:man|woman|person)"
    r"|home help|au pair|foster parent|cabin crew|pot wash)(?: \(.*\))?$"
)
# Korean names of jobs end a line or the words before a bracket.
KOREAN_TRADES: Final = re.compile(
    r"(?<![가-힣])(?:[가-힣]{0,8}(?:"
    r"(?:사무|미화|경비|운전|생산|조립|포장|청소|세탁|정비|수리|설치|시공|검사|검수|배달|배송|배관|용접|도장|재봉|봉제"
    r"|조리|배식|세척|판매|계산|매표|안내|접수|상담|교환|보안|환경|작업|조작|가공|제조|운영|관리|보수|분류|선별|하역|적재"
    r"|피킹|진열|간호|보육|양육|사육|재배|수확|양식|도축|행정|회계|경리|은행|집배|승무|주차|세차|주유|방역|소독|수거|시설)원"
    r"|(?:생산|사무|영업|판매|현장|기술|관리|연구|서비스|물류|경비|미화|일용|상담|매장|주방|행정)직"
    r"|(?:용접|배관|도장|전기|조적|타일|미장|철근|형틀목|비계|도배|방수|선반|밀링|조립|기능|보온|제관|판금|연마|사상|정비"
    r"|목|벽돌|페인트|프레스|금형|봉제|재단|미싱|인쇄|수리|잡|내선전|외선전)공"
    r"|(?:복지|보호|미용|운전|정비|영양|상담|치료|관리|설계|제빵|제과|기능|지도|보육|안내|해설|통역|번역|위생|조산|검안|조종"
    r"|항해|중개|재단|미싱|이발|정원|사육|용접|회계|세무|법무|노무|변호|행정|건축|측량|감정|평가|재활|장례지도|훈련|조무|간호조무)사"
    r"|약사|의사|간병인|관리인|지배인|농업인|중개인|도우미|돌보미|시터|주방장|실장|소장|반장|조장|주임|계장|공장장|지점장"
    r"|관리자|책임자|운영자|기술자|제작자|설계자|감독관|소방관|경찰관|공무원|군무원|사서|비서|조교|캐디|캐셔|크루"
    r"|트레이너|코치|셰프|요리사|소믈리에|바텐더|가이드|승무원|마케터|프로그래머|디자이너|플로리스트|텔레마케터|컨설턴트"
    r"|작가|기자|번역가|사진가|목수|인부|잡부|점원|경리|총무|서빙|캐드원|상하차|파출부|과외|알바|스태프|설거지|교수)"
    r")(?=\s*(?:\([^()]*\))?\s*$)"
)
