/// The universal parts of speech (Universal Dependencies v2, "UPOS").
public enum PartOfSpeech: String, Sendable, CaseIterable {
  case adjective = "ADJ"
  case adposition = "ADP"
  case adverb = "ADV"
  case auxiliary = "AUX"
  case coordinatingConjunction = "CCONJ"
  case determiner = "DET"
  case interjection = "INTJ"
  case noun = "NOUN"
  case numeral = "NUM"
  case particle = "PART"
  case pronoun = "PRON"
  case properNoun = "PROPN"
  case punctuation = "PUNCT"
  case subordinatingConjunction = "SCONJ"
  case symbol = "SYM"
  case verb = "VERB"
  case other = "X"
}

/// The relations of a word to its head (Universal Dependencies v2 with the English subtypes).
public enum DependencyRelation: String, Sendable, CaseIterable {
  case acl, relativeClause = "acl:relcl"
  case advcl, advmod, amod, appos
  case aux, auxPassive = "aux:pass"
  case `case`, cc, ccomp, compound, compoundParticle = "compound:prt"
  case conj, cop, csubj, csubjPassive = "csubj:pass"
  case dep, det, discourse, dislocated, expl, fixed, flat, goeswith
  case iobj, list, mark, nmod, nmodPossessive = "nmod:poss"
  case nmodTemporal = "nmod:tmod"
  case nsubj, nsubjPassive = "nsubj:pass"
  case nummod, obj, obl, oblAgent = "obl:agent", oblTemporal = "obl:tmod"
  case orphan, parataxis, punct, reparandum, root, vocative, xcomp
}

/// What a word's form says: for verbs tense, voice and mood, for nouns and pronouns number.
public enum VerbForm: String, Sendable {
  case base, past, present, presentParticiple, pastParticiple
}
