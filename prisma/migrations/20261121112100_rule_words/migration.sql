-- Russian word forms with every small word kept: to a rule, "не пришёл" must not be the same as "пришёл".
CREATE TEXT SEARCH DICTIONARY russian_every_word (TEMPLATE = snowball, LANGUAGE = russian);
CREATE TEXT SEARCH DICTIONARY english_every_word (TEMPLATE = snowball, LANGUAGE = english);
CREATE TEXT SEARCH CONFIGURATION every_word (COPY = russian);
ALTER TEXT SEARCH CONFIGURATION every_word
  ALTER MAPPING FOR word, hword, hword_part WITH russian_every_word;
ALTER TEXT SEARCH CONFIGURATION every_word
  ALTER MAPPING FOR asciiword, asciihword, hword_asciipart WITH english_every_word;
