/* Words and phrases that mean the same to somebody who searches, a group a line, and other spellings of a word, each with
   the one that pages use. They hold anywhere; `search.yml` of a site adds its own. Endings, capitals and hyphens do not matter. */

// What may be said in either order: stolen car, car stolen.
const both = (ones, others) => ones.flatMap((one) => others.flatMap((other) => [`${one} ${other}`, `${other} ${one}`]));
const TAKEN = ["stolen", "stole", "nicked", "pinched", "robbed"];

export const SYNONYMS = [
  // disorder
  ["anti-social behaviour", "antisocial behaviour", "antisocial", "antisocial behavior", "ASB", "nuisance", "nuisance neighbours", "noisy neighbours", "noise", "yobs", "rowdy", "trouble", "troublemakers", "causing trouble", "hooligans", "louts", "loitering", "hanging around", "gangs of kids", "gangs of youths"],
  ["fly-tipping", "flytipping", "fly tip", "dumped rubbish", "rubbish dumped", "rubbish", "litter", "dumping", ...both(["dumped", "dumping"], ["mattress", "sofa", "fridge", "furniture", "waste"])],
  ["graffiti", "vandalism", "criminal damage", "vandals", "smashed", "smashing", "broken windows", "keyed"],
  ["car cruising", "boy racers", "street racing", "car meets", "joyriders", "joyriding"],
  ["moped", "motorbike", "motorcycle", "scooter", "off-road motorbikes", "quad bike", "dirt bike"],
  ["begging", "beggars", "rough sleeping", "homeless"],
  ["street drinking", "public drinking", "drinking in the street", "drinking in public", "drunk", "drunks", "alcohol", "drinking"],
  ["nitrous oxide", "nitrous dioxide", "laughing gas", "nos canisters", "gas canisters"],
  ["public spaces protection order", "PSPO", "drinking ban", "street drinking ban", "banned"],
  ["ASB case review", "anti-social behaviour case review", "community trigger"],
  // violence
  ["violence", "violent crime", "violence against the person", "assault", "attacked", "fights", "fighting", "GBH", "ABH", "beaten up", "beat up", "beaten", "punched", "battered", "jumped"],
  ["knife", "stabbing", "stabbed", "blade", "knife crime", "weapons", "possession of weapons", "machete", "zombie knives"],
  ["gun", "firearm", "shooting", "gun crime"],
  ["murder", "homicide", "killing", "killed", "murderers"],
  ["robbery", "mugging", "mugged", "robbed", "robbers", "phone snatching", "muggers", "bag snatching"],
  ["theft from the person", "pickpockets", "pickpocketing", "bag snatching", "phone snatching"],
  ["gangs", "gang violence", "organised crime group", "OCG"],
  ["domestic abuse", "domestic violence", "DV", "abusive partner", "abusive relationship", "wife beater", "wife beating", "coercive control", "controlling partner", ...both(["abusive", "violent"], ["husband", "boyfriend", "ex"])],
  ["violence against women and girls", "VAWG", "women's safety", "violence against women", "safety of women"],
  ["rape", "sexual offences", "sexual assault", "sexual violence", "sex offences", "sex attacks", "sex offenders", "raped", "groped", "rapists", "flashing", "flasher", "indecent exposure", "upskirting", "voyeurism"],
  ["stalking", "harassment", "harassed"],
  ["stalking prevention order", "stalking protection order"],
  ["female genital mutilation", "FGM"],
  ["honour-based abuse", "HBA", "honour killing", "honour violence", "honour crime"],
  ["solved", "solved rates", "charged", "charge rates", "detection rates", "clear-up rates", "caught", "convicted", "convictions", "outcomes", "cleared up"],
  // theft
  ["house", "home", "dwelling", "homes"],
  ["burglary", "burgled", "burglar", "break-in", "broken into", "broke into", "house broken into"],
  ["car", "vehicle", "van"],
  ["car theft", "stolen car", "car crime", "car stolen", "theft of a vehicle", "vehicle theft", "vehicle crime", "vehicle offences", "car thieves", "keyless", "car jacking", "carjacking", ...both(TAKEN, ["car", "van", "vehicle", "motorbike", "moped", "scooter"])],
  ["theft", "stolen", "stole", "thief", "stealing", "thieves", "nicked", "nicking", "pinched"],
  ["shoplifting", "shop theft", "theft from shops", "shoplifter"],
  // drugs and organised crime
  ["county lines", "drugs lines", "drug lines", "drug gangs", "drug dealing", "drug dealers", "drug offences", "dealers", "dealing", "cuckooing", ...both(["weed", "cannabis", "crack", "cocaine"], ["dealer", "dealing"])],
  ["drugs", "drug misuse", "cannabis", "cocaine", "heroin", "addiction", "substance misuse", "weed", "skunk", "crack", "crack heads", "crackheads", "druggies", "junkies", "addicts", "smoking weed", "smell of weed"],
  ["modern slavery", "slavery", "human trafficking", "trafficking", "forced labour", "trafficked"],
  ["sexual exploitation", "prostitution", "prostitutes", "sex workers", "sex trade", "brothels", "pimps"],
  ["exploitation", "grooming", "exploited", "criminal exploitation"],
  ["fraud", "scam", "scams", "scammers", "conned", "phishing"],
  ["cyber crime", "cybercrime", "online crime", "hacking", "hacked", "cyber"],
  ["organised immigration crime", "people smuggling", "people smugglers", "illegal immigrants", "illegal immigration", "illegal migrants", "migrants", "small boats", "immigrants in lorries"],
  // hate and extremism
  ["hate crime", "hate", "racism", "racist", "racial abuse", "gay bashing", "homophobia", "homophobic", "islamophobia", "antisemitism", "anti-semitism", "antisemitic", "transphobia", "transphobic", "disablist"],
  ["extremism", "terrorism", "radicalisation", "counter extremism", "counter-terrorism", "Prevent", "terrorist"],
  // roads, fires, railways, hospitals
  ["road collisions", "road safety", "road accidents", "car crash", "car accidents", "RTC", "speeding", "traffic accidents", "killed or seriously injured", "KSI", "crashes", "speed cameras", "speeders", "road deaths", "fatal crashes", "roads", "drink driving", "drunk drivers", "drink drivers", "dangerous driving", "hit and run", "cyclists hurt", "pedestrians hurt",
    ...both(["killed", "died", "deaths", "accidents", "injured", "injuries", "hurt", "killed or injured"], ["roads", "motorbike", "motorcycle", "crash", "driving"])],
  ["fires", "arson", "arsonists", "deliberate fires", "blaze", "setting fires", "fire setting", "fire setters", "firestarters", "fire brigade", "fire engine", "fire service"],
  ["false alarms", "hoax calls", "hoaxes"],
  ["fire prevention", "fire safety", "smoke alarms", "smoke detectors", "fire safety visits"],
  ["railway", "train", "rail", "British Transport Police", "BTP", "train station", "trains"],
  ["A&E", "accident and emergency", "casualty", "hospital", "emergency department"],
  // people who offend, and who help
  ["reoffending", "re-offending", "repeat offenders", "offender management", "prolific offenders", "ex-offenders"],
  ["youth offending", "young offenders", "youth crime", "young people who offend", "youth justice", "juvenile", "youth offending team", "YOT"],
  ["young people", "teenage", "teenagers", "adolescents", "teens", "youths", "children", "kids", "youngsters", "under 18s"],
  ["probation", "unpaid work", "community service", "community payback"],
  ["restorative justice", "RJ", "mediation", "meet the offender"],
  ["rehab", "drug treatment", "alcohol treatment", "drug and alcohol treatment", "recovery"],
  ["police", "officers", "cops", "policing"],
  ["commissioner", "PFCC", "PCC", "police fire and crime commissioner"],
  ["community safety partnership", "CSP", "partnership"],
  // people and places
  ["population", "how many people live", "inhabitants", "residents", "people live", "census"],
  ["ethnic group", "ethnicity", "race", "ethnic", "ethnic minority"],
  ["religion", "faith", "muslim", "christian"],
  ["language", "english speaking", "speak english"],
  ["deprivation", "poverty", "deprived", "poor"],
  ["age", "ages", "aged", "over 65", "over 65s", "65 or older", "pensioners", "elderly", "older people", "old people"],
  ["health", "life expectancy", "illness"],
  ["excluding pupils", "expelled", "exclusions from school", "school exclusions", "excluded from school"],
  ["mental health", "self-harm", "depression", "suicide"],
  ["hot spot", "hotspot", "worst area", "most dangerous", "dangerous area", "worst", "most crime", "highest"],
  ["fear of crime", "feel unsafe", "feel safe", "feeling safe", "worried about crime"],
  ["what residents say", "residents say", "people say", "worries", "worry residents", "residents worry", "residents worried", "worry people", "people worry", "people worried", "residents concerns", "residents concerned", "public concerns"],
  ["survey", "poll", "what residents think", "opinion", "public perception", "perceptions", "confidence in the police", "trust the police"],
  ["per 1000 people", "per head", "per capita", "per person", "per thousand", "per 1000"],
  // the document
  ["priorities", "plans", "strategy", "aims", "targets"],
  ["sources", "where the data comes from", "where do the numbers come from", "data sources", "methodology"],
  ["figures", "statistics", "stats", "charts", "graphs"],
  ["errors", "mistakes", "wrong numbers", "differences from print"],
  ["accessibility", "screen reader", "accessible"],
  ["published", "publication date", "date published", "next update"],
  ["severity", "harm", "crime severity", "crime harm"],
  ["CCTV", "cameras"],
  ["vape", "vapes", "e-cigarettes", "illegal vapes"],
  ["lorry", "HGV", "heavy goods vehicles", "truck"],
  ["dog fouling", "dog mess", "dog poo"],
];

export const SPELLINGS = {
  offense: "offence",
  offenses: "offences",
  behavior: "behaviour",
  behavour: "behaviour",
  behaiour: "behaviour",
  behavoir: "behaviour",
  violance: "violence",
  organized: "organised",
  center: "centre",
  burglery: "burglary",
  burglarys: "burglaries",
  harrassment: "harassment",
  traffiking: "trafficking",
  neighbors: "neighbours",
  neighbor: "neighbour",
  accomodation: "accommodation",
  demographics: "population",
};

// What people type who want to report something, or somebody to turn to.
export const REPORTING = ["call", "phone", "ring", "contact", "complain", "tell"];

// Words that lose more than an ending, each with the one that it is looked up by.
export const IRREGULAR = {
  knives: "knife",
  thieves: "thief",
  wives: "wife",
  children: "child",
  women: "woman",
  men: "man",
};
