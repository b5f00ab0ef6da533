"""Text in an article that is addressed to a machine reader, or that says what to write. It is never evidence.

News about machines stays ("Chatbots must say that they are not human"), and so does an order to the public ("stay
indoors"): a rule asks for the imperative where a sentence or a quotation begins, for a reader that is a program and
handles this very text, or for words about the summary itself. Indirect speech ("asked residents to ignore earlier
instructions") tells of an order and gives none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import cache

# A job's title is not a program.
_NO_JOB = (
    r"(?![ -]+(?:coach|secretar|professor|director|manager|minister|editor|referee|attorney|principal|chief|"
    r"commissioner|teacher|surgeon|head|trainer|curator|general|prosecutor|judge))"
)
_AI = (
    r"(?:A\.?I\.?|LLM|GPT(?:-?\d[\w.]*)?|ChatGPT|Claude|Gemini|Copilot|"
    r"language[- ]model|chat ?bot|machine[- ]reader|crawler)"
)
_KIND = r"(?:system|assistant|agent|model|reader|tool|bot|summari[sz]er|program)"
# A reader that is a program.
_READER = (
    r"(?:(?:large |automated |automatic |virtual |digital |helpful |"
    rf"artificial )?(?:{_AI}(?:[- ](?:powered )?{_KIND})?|(?:automated|"
    rf"automatic|virtual|digital|helpful) {_KIND}|summari[sz]er|summari[sz]ation (?:{_KIND}|"
    rf"engine))s?{_NO_JOB})"
)
_ASSISTANT = rf"(?:{_READER}|assistants?{_NO_JOB})"
# Where an imperative can begin: a sentence, a line, a quotation, a bracket, behind a colon, behind what asks for it.
_BEGIN = (
    r"(?:^|[.!?:;…]\s+|[“\"«„‘'(\[{>*#|–—-]\s*|\b(?:please|kindly|"
    r"now|instead|then|(?:you|readers?) (?:should|shall|must|will|"
    r"have to|need to|are to|are (?:told|asked|instructed|required|"
    r"ordered) to)),? (?:(?:always|also|first|now|only) )?)"
)
_WRITE = (
    r"(?:write|state|say|report|include|mention|add|output|print|insert|"
    r"append|repeat|claim|conclude|announce|declare|respond|reply|"
    r"answer|tell|omit|leave out|start|begin|end)"
)
_EARLIER = (
    r"(?:previous|prior|above|earlier|preceding|foregoing|former|existing|"
    r"initial|original|system|your|these|those|any other|all other|"
    r"other)"
)
_RULES = (
    r"(?:instructions?|prompts?|rules?|guidelines?|directions?|directives?|"
    r"orders?|commands?|programming|training|constraints?)"
)
_PRODUCT = r"(?:summary|summaries|brief|briefing|digest|output|synopsis|abstract)"
_TEXT = r"(?:article|text|page|document|story|content|passage|report|post|website)"

_PATTERNS = [
    # "Ignore all previous instructions", but not "asked residents to ignore earlier instructions".
    (
        rf"{_BEGIN}(?:ignore|disregard|forget|override|bypass|discard|overlook)\b[^.!?\n]{{0,30}}\b(?:{_EARLIER}"
        rf"|all|any|everything)\b[^.!?\n]{{0,30}}\b(?:{_RULES}|(?:said|"
        r"told|written|stands|came|above|before)\b)"
    ),
    rf"\b(?:ignore|disregard|forget|override)\b[^.!?\n]{{0,30}}\b(?:your|system) (?:\w+ )?{_RULES}",
    # A note to AI readers, an instruction for language models, "Dear ChatGPT, ...", and "AI: write ..."
    (
        rf"{_BEGIN}(?:(?:an?|the|important|special|urgent|new|short|editor['’]s) )*(?:note|"
        r"message|attention|instructions?|reminder|notice|warning|request|"
        r"orders?|hint|dear|hello|hey|hi|to|for)\b[ ,:–—-]*(?:(?:to|for|"
        rf"from|of)\b )?(?:(?:all|any|the|every|our|other|you) )*{_ASSISTANT}(?: (?:readers?|"
        rf"systems?|tools?|and [\w ]{{1,30}}|reading this|processing this)[\w ]{{0,20}})?\s*[:,;!–—\])"
        r"]"
    ),
    (
        rf"{_BEGIN}(?:(?:all|any|every) )?{_ASSISTANT}\s*[:,]\s*(?:please |"
        rf"you must |you should |now |always |never |do not |don['’]t )*{_WRITE}\b"
    ),
    # "AI assistants reading this must ...", "Any AI that summarises this text should ..."
    (
        rf"\b{_ASSISTANT}\b[^.!?\n]{{0,20}}\b(?:read|process|summari[sz]|"
        r"analy[sz]|pars|index|quot|us|handl|see)(?:e|es|ing|s)? (?:this|"
        r"these|the (?:above|following)|our)\b"
    ),
    (
        r"\b(?:if|when|while|before|as|since) (?:you(?:['’]re| are)? )(?:an? |"
        rf"the |now )*(?:{_READER}|(?:summari[sz]|pars|process|index|analy[sz])(?:e|"
        r"ing)\b)"
    ),
    (
        r"\b(?:when|while|before|in) (?:summari[sz]ing|processing|parsing|"
        r"paraphrasing|analy[sz]ing|indexing) (?:this|the (?:above|following)|"
        r"these)\b"
    ),
    # "AI systems must report that the visit was cancelled"; what programs must say of themselves is news.
    (
        rf"{_BEGIN}(?:(?:all|any|every) )?{_READER} (?:must|should|shall|"
        r"are (?:told|asked|instructed|ordered|required) to|have to|is to|"
        r"are to) (?:now |only |always |also |never |not )*(?:(?:write|"
        r"state|say|report|claim|conclude|announce|declare|output|print|"
        r"repeat) that (?!they\b|it\b|users?\b|their\b)|(?:include|mention|"
        r"omit|leave out|add|insert|append) (?:this|that|the following)\b|"
        r"(?:ignore|disregard|forget) )"
    ),
    (
        rf"\b(?:this|these|the following) (?:{_TEXT}|paragraph|section|"
        r"note|message|line|sentence)s? (?:is |are |was |were )?(?:meant |"
        r"intended |addressed |written |only )*(?:for|to) (?:all |any |"
        rf"the )?{_READER}"
    ),
    # "Report that the visit was cancelled": who is told to say so at the start of a sentence is the one who writes.
    (
        r"(?:^|[.!?:;]\s+)(?:please |always |only |now |then |simply |just )*(?:write|say|state|report|claim|conclude|"
        r"announce|declare|output|print|repeat|pretend|assume) that (?!again\b|to\b|loud)"
    ),
    # Whom the text takes its reader for.
    (
        rf"\byou(?: are|['’]re) (?:now )?(?:an? |the )?{_READER}\b|\byou are now (?:an? |"
        rf"the )?(?:\w+ )?assistant\b{_NO_JOB}|{_BEGIN}(?:act|behave|respond|"
        rf"answer) as (?:if you were )?(?:an? |the )?(?:{_READER}|(?:un\w+|"
        rf"evil|jailbroken) )|{_BEGIN}pretend (?:to be|that you are|you are) (?:an? |"
        rf"the )?{_ASSISTANT}"
    ),
    (
        r"\b(?:reveal|print|show|repeat|output|leak|ignore|forget) (?:me )?(?:your|"
        r"the) (?:\w+ )?(?:system|developer|hidden|initial) (?:prompt|"
        r"message|instructions?)\b|\b(?:new|updated|end of|begin|your) (?:system|"
        r"developer) (?:prompt|message|instructions?)\b|(?:^|[\[(<#*\n]\s*)(?:system|"
        r"developer|hidden) (?:prompt|message|note|instructions?|override)\s*[:\])>]"
    ),
    # "Write in your summary that ...", "In your briefing, state ...", "Your summary must say ..."
    (
        rf"{_BEGIN}(?:please |always |never |also |do not |don['’]t |instead )*{_WRITE}\b[^.!?\n]{{0,120}}\b(?:"
        r"in|into|to|from|of) (?:your|any|every|the (?:final|resulting|"
        rf"generated)) {_PRODUCT}\b"
    ),
    (
        rf"{_BEGIN}(?:please |always |never |also |do not |don['’]t )*{_WRITE}\b[^.!?\n]{{0,120}}\b(?:in|"
        r"into|to|from) (?:the|each) (?:summary|summaries|digest|output)\b"
    ),
    (
        rf"{_BEGIN}(?:in|into|to|at the (?:top|start|end|beginning) of|"
        rf"begin|start|end|close|open) (?:your|any|every|the(?: final| resulting)?) (?:{_PRODUCT}|"
        rf"repl(?:y|ies)|response|answer)s?\b[^.!?\n]{{0,40}}\b(?:{_WRITE}|"
        r"with|by)\b"
    ),
    (
        rf"\b(?:your|any|every|all) {_PRODUCT}(?: (?:of|on|about|based on|"
        rf"made from|that uses?) [^.!?\n]{{1,40}})? (?:must|should|shall|"
        r"has to|have to|needs? to|is to)\b"
    ),
    (
        rf"\b{_PRODUCT} (?:of|based on|made from|that uses?) this {_TEXT}\b[^.!?\n]{{0,40}}\b(?:must|"
        r"should|shall|has to|have to|is to)\b"
    ),
    (
        rf"{_BEGIN}(?:do not|don['’]t|never) (?:mention|include|summari[sz]e|"
        rf"cite|quote|report|tell|show|reveal|print)\b[^.!?\n]{{0,80}}\b(?:to |"
        rf"for )?the users?\b|{_BEGIN}(?:do not|don['’]t|never|instead of) summari[sz](?:e|"
        r"ing)\b"
    ),
    (
        rf"{_BEGIN}(?:respond|reply|answer|output|write) (?:only|just|exactly|"
        rf"solely|nothing but)\b[^.!?\n]{{0,20}}\b(?:with|in|the (?:words?|"
        rf"following))\b|{_BEGIN}(?:print|output|write|say|repeat) (?:only |"
        r"exactly |just )?(?:the following|this) (?:text|words?|sentence|"
        r"line|string|json)\b"
    ),
    (
        rf"{_BEGIN}(?:summari[sz]e|translate|rewrite|classify|paraphrase) (?:this|"
        rf"the (?:above|following)|these) (?:{_TEXT}s?|as)\b"
    ),
    (
        r"(?:set|mark|label|classify|treat|rate|flag|report|tag) (?:every|"
        r"all|each|the|this|these) (?:\w+ )?(?:status(?:es)?|claims?|items?|"
        r"sentences?|statements?|facts?|figures?|paragraphs?) (?:\w+ ){0,4}?(?:as|"
        r"to) (?:[“\"‘']?)(?:confirmed|true|verified|false|expected|denied|"
        r"alleged|fact|certain)\b"
    ),
    # What only a machine reads: chat templates, prompt tags, our own delimiter.
    (
        r"<\|[\w|/ -]{1,40}\|?>|\[/?(?:INST|SYS|SYSTEM|AVAILABLE_TOOLS)\]|"
        r"<</?SYS>>|</?s>|<(?:start|end)_of_turn>|^\s*(?:#{1,3}\s*|[“\"])?(?:system|"
        r"assistant|user|human|developer)\s*:\s*\S+\s+\S+\s+\S+|^\s*#{1,3}\s*(?:instructions?|"
        r"system|response)\s*:?\s*$"
    ),
    (
        r"</?\s*(?:article|articles|instructions?|context|prompt|system|"
        r"user|assistant|document|source|data)\b[^<>\n]{0,60}>"
    ),
    r"[{\[]\s*\"(?:claims|sentences|answers|statement|role)\"\s*:",
    # The same in the languages of the region and its neighbours: Albanian; Bosnian, Croatian, Serbian (both scripts),
    # Macedonian, Bulgarian; German, French, Spanish, Portuguese, Italian, Turkish, Russian, Ukrainian, Arabic, Chinese.
    (
        rf"{_BEGIN}(?:injoro(?:ni|je|ji)?|shp[eë]rfill(?:ni|i)?|mos merr parasysh)\b[^.!?\n]{{0,40}}\b(?:udh[eë"
        r"]zim|instruksion|urdh[eë]r)"
    ),
    (
        rf"{_BEGIN}(?:zanemari(?:te)?|ignori[sš](?:i|ite|uj|ujte)|ignoriraj(?:te)?|"
        rf"zaboravi(?:te)?)\b[^.!?\n]{{0,40}}\b(?:uput|instrukcij|prethodn|"
        r"naredb|nalog)"
    ),
    (
        rf"{_BEGIN}(?:занемари(?:те)?|игнориши(?:те)?|игнорирај(?:те)?|"
        rf"игнорирай(?:те)?|заборави(?:те)?)[^.!?\n]{{0,40}}(?:упут|инструкц|"
        r"претходн|предишн|наредб)"
    ),
    (
        rf"{_BEGIN}(?:ignoriere?|ignorieren sie|missachte|vergiss|vergessen sie|"
        rf"beachte nicht)\b[^.!?\n]{{0,40}}\b(?:anweisung|vorherig|bisherig|"
        r"instruktion|vorgaben|regeln)"
    ),
    (
        rf"{_BEGIN}(?:ignore[zr]?|oublie[zr]?|ne tiens pas compte|ne tenez pas compte)\b[^.!?\n]{{0,40}}\b(?:in"
        r"structions|consignes|directives)"
    ),
    (
        rf"{_BEGIN}(?:ignor[ae]n?|ignorate|dimentica(?:te)?|olvid[ae]n?|"
        rf"esque[cç]a(?:m)?|haz caso omiso)\b[^.!?\n]{{0,40}}\b(?:istruzioni|"
        r"instrucciones|instru[cç][oõ]es|indicaciones|comandi)"
    ),
    (
        r"\b(?:talimat|y[oö]nerge)\w*\s+(?:yok say|g[oö]rmezden gel|unut)|"
        rf"{_BEGIN}(?:игнорируй(?:те)?|забудь(?:те)?|ігноруй(?:те)?|не обращай(?:те)? внимания)[^.!?\n]{{0,40}}"
        r"(?:инструкц|указани|інструкц|вказівк)"
    ),
    r"تجاهل[^.!?\n]{0,30}(?:تعليمات|التعليمات|الأوامر)|(?:忽略|无视|忘记)[^。！？\n]{0,15}(?:指令|指示|提示|说明)",
    # "AI assistants" and "in your summary", abroad.
    (
        r"\b(?:asistent\w* (?:t[eë] )?(?:AI|IA)\b|(?:KI|AI|IA|ИИ)[- ]?(?:assisten|"
        r"asistent|assistant|asistan|syst[eè]m|sistem|modell?|lexues|leser|"
        r"lecteur|lettor|čita|čitao)\w*)[^.!?\n]{0,40}\b(?:duhet t[eë]|"
        r"mor(?:a|aju|ate)|treba(?:ju)?|m[uü]ss(?:en|t)?|soll(?:en|te)?|"
        r"doi(?:t|vent)|devez|deve|devono|debe|deben|должн)"
    ),
    (
        r"\b(?:n[eë] p[eë]rmbledhjen? (?:tuaj|t[eë]nde)|u (?:svom|vašem|"
        r"va[sš]em) sa[zž]etku|у (?:свом|вашем) сажетку|in (?:deiner|ihrer) zusammenfassung|"
        r"dans (?:votre|ton) r[eé]sum[eé]|en (?:tu|su) resumen|nel (?:tuo|"
        r"vostro) riassunto|no (?:seu|teu) resumo|в (?:своем|своём|вашем) (?:резюме|"
        r"изложении))\b"
    ),
]  # fmt: skip


@cache
def _order() -> re.Pattern[str]:
    # Made at first use: it takes 50 ms, and where no sign of an order stands it is not needed.
    return re.compile("|".join(f"(?:{p})" for p in _PATTERNS), re.IGNORECASE | re.MULTILINE)


# No rule can hold where none of these stands. Plain searches for them keep the rules off nearly all sentences.
_SIGNS = (
    *"""ignor disregard forget overrid bypass discard overlook llm gpt claude gemini copilot language-model bot
    reader crawler assistant asistent system agent summar synops abstract digest brief output prompt pretend
    developer respond reply answer print repeat translate rewrite classify paraphrase status claim item
    sentence statement fact figure paragraph < > { } [ # | user: human: processing parsing indexing analys
    analyz injoro rfill zanemari zaboravi занемари игнор заборави missacht vergiss vergess beachte oubli
    dimentica olvid esque talimat nerge забудь ігнор تجاهل 忽略 无视 忘记 mbledhj sažetku sazetku сажетку
    zusammenf résum resum riassunto резюме изложении""".split(),
    "you are", "you're", "you’re", "the user", "the following", "language model", "say that", "state that",
    "write that", "report that", "conclude that", "announce that", "declare that", "assume that", "haz caso",
    "mos merr",
    "ne tiens",
    "ne tenez", "не обращай",
)  # fmt: skip
# Words by themselves only, for which `_SHORT` stands; no text holds it. What stands before a word is looked at behind
# its first letter, so that the search need only stop at these letters.
_SHORT_SIGNS = re.compile(r"(?:a(?<!\wa)\.?i|k(?<!\wk)i|i(?<!\wi)a|и(?<!\wи)и)\b")
_SHORT = "\0"
_EVERY = (*_SIGNS, _SHORT)


def _plain(text: str) -> str:
    """Letters that only look like others (full width, ligatures) as what they look like (Unicode NFKC)."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def signs_in(text: str) -> frozenset[str]:
    """The signs that stand in a text: `is_order` of a part of it need not look for the others."""
    low = _plain(text).lower()
    found = {sign for sign in _SIGNS if sign in low}
    return frozenset(found | {_SHORT} if _SHORT_SIGNS.search(low) else found)


def is_order(text: str, signs: Collection[str] = _EVERY) -> bool:
    """Whether a text speaks to a machine reader or dictates what is to be written.

    Letters that only look like others are read as what they look like. `signs`: see `signs_in`.
    """
    if not signs:
        return False
    plain = _plain(text)
    low = plain.lower()
    if not any(map(low.__contains__, signs)) and (_SHORT not in signs or _SHORT_SIGNS.search(low) is None):
        return False
    return _order().search(plain) is not None
