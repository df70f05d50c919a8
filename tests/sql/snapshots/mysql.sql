CREATE TABLE `政策`.`企业` (
  `键` VARCHAR(191) COLLATE utf8mb4_0900_bin PRIMARY KEY,
  `等级` VARCHAR(191) COLLATE utf8mb4_0900_bin
);

CREATE TABLE `政策`.`租赁` (
  `键` VARCHAR(191) COLLATE utf8mb4_0900_bin PRIMARY KEY,
  `企业` VARCHAR(191) COLLATE utf8mb4_0900_bin,
  `总额` BIGINT
);

CREATE VIEW `政策`.`结果_租赁` AS
WITH `q0_0` AS (
  SELECT
    `t`.`企业` AS `k1`,
    `t`.`键` AS `k0`,
    CAST(`t`.`总额` AS SIGNED) AS `f0`
  FROM `政策`.`租赁` AS `t`
), `q1_0` AS (
  SELECT
    `t`.`键` AS `k1`,
    `t`.`等级` AS `f1`
  FROM `政策`.`企业` AS `t`
), `q1_1` AS (
  SELECT
    `k1`,
    CASE WHEN NOT `f1` IS NULL THEN 1 ELSE 0 END AS `n2`,
    CASE WHEN `f1` IN ('高', '中') THEN 1 ELSE 0 END AS `n5`
  FROM `q1_0`
), `q1_2` AS (
  SELECT
    `k1`,
    `n2`,
    `n5`,
    CASE WHEN (
      `n2` = 1 AND `n5` = 0
    ) THEN 1 ELSE 0 END AS `n7`
  FROM `q1_1`
), `q0_1` AS (
  SELECT
    `k1`,
    `k0`,
    `f0`,
    (
      (
        (
          COALESCE(`f0`, 0) * 3
        ) + 50
      ) DIV 100
    ) AS `n26`,
    CASE WHEN NOT `k1` IS NULL THEN CAST(100000000 AS SIGNED) ELSE 0 END AS `n97`
  FROM `q0_0`
), `q0_2` AS (
  SELECT
    `k1`,
    `k0`,
    `f0`,
    `n26`,
    CASE WHEN 0 = `n26` THEN 1 ELSE 0 END AS `n35`,
    `n97`
  FROM `q0_1`
), `q0_3` AS (
  SELECT
    `a`.`k1` AS `k1`,
    `a`.`k0` AS `k0`,
    `a`.`f0` AS `f0`,
    COALESCE(`p0`.`n5`, 0) AS `n8`,
    COALESCE(`p0`.`n7`, 0) AS `n9`,
    COALESCE(`p0`.`n2`, 0) AS `n10`,
    `a`.`n26` AS `n26`,
    `a`.`n35` AS `n35`,
    `a`.`n97` AS `n97`
  FROM `q0_2` AS `a`
  LEFT JOIN `q1_2` AS `p0`
    ON `a`.`k1` = `p0`.`k1`
), `q0_4` AS (
  SELECT
    `k1`,
    `k0`,
    `f0`,
    `n8`,
    `n9`,
    `n10`,
    CASE WHEN `n8` = 1 THEN `n26` ELSE 0 END AS `n32`,
    CASE WHEN `n9` = 1 THEN 0 ELSE `n26` END AS `n33`,
    `n35`,
    CASE WHEN (
      NOT `k1` IS NULL AND `f0` IS NULL AND `n9` = 0
    ) THEN 1 ELSE 0 END AS `n45`,
    `n97`
  FROM `q0_3`
), `q0_5` AS (
  SELECT
    `k1`,
    `k0`,
    `f0`,
    `n8`,
    `n9`,
    `n10`,
    `n32`,
    `n33`,
    CASE WHEN NOT `k1` IS NULL THEN `n32` ELSE 0 END AS `n43`,
    `n45`,
    CASE WHEN `n45` = 1 THEN 0 ELSE CASE WHEN NOT `k1` IS NULL THEN `n33` ELSE 0 END END AS `n48`,
    CASE WHEN `n45` = 1 THEN CAST(1 AS SIGNED) ELSE 0 END AS `n50`,
    CASE
      WHEN (
        `n45` = 1
        OR (
          NOT `k1` IS NULL
          AND (
            `n8` = 0
            OR (
              (
                `k1` IS NULL OR (
                  `n9` = 1 AND `n35` = 0
                )
              )
              AND (
                NOT `k1` IS NULL OR `n35` = 0
              )
            )
          )
          AND (
            `n8` = 1 OR (
              NOT `k1` IS NULL AND `n9` = 0 AND `n35` = 0
            )
          )
        )
      )
      THEN 1
      ELSE 0
    END AS `n82`,
    `n97`
  FROM `q0_4`
), `q1_3` AS (
  SELECT
    `a`.`k1` AS `k1`,
    COALESCE(`c0`.`n47`, 0) AS `n47`,
    COALESCE(`c0`.`n49`, 0) AS `n49`,
    COALESCE(`c0`.`n51`, 0) AS `n51`,
    COALESCE(`c0`.`n83`, 0) AS `n83`
  FROM `q1_2` AS `a`
  LEFT JOIN (
    SELECT
      `k1` AS `k1`,
      CAST(SUM(CAST(`n43` AS SIGNED)) AS SIGNED) AS `n47`,
      CAST(SUM(CAST(`n48` AS SIGNED)) AS SIGNED) AS `n49`,
      CAST(SUM(CAST(`n50` AS SIGNED)) AS SIGNED) AS `n51`,
      MAX(`n82`) AS `n83`
    FROM `q0_5`
    WHERE
      NOT `k1` IS NULL
    GROUP BY
      `k1`
  ) AS `c0`
    ON `a`.`k1` = `c0`.`k1`
), `q1_4` AS (
  SELECT
    `k1`,
    `n47`,
    `n49`,
    `n51`,
    `n83`,
    CASE WHEN `n47` <= 100000000 THEN 1 ELSE 0 END AS `n85`
  FROM `q1_3`
), `q1_5` AS (
  SELECT
    `k1`,
    `n47`,
    `n49`,
    `n51`,
    `n83`,
    `n85`,
    CASE WHEN (
      `n83` = 0 AND `n85` = 0
    ) THEN 1 ELSE 0 END AS `n87`
  FROM `q1_4`
), `q0_6` AS (
  SELECT
    `a`.`k1` AS `k1`,
    `a`.`k0` AS `k0`,
    `a`.`f0` AS `f0`,
    `a`.`n8` AS `n8`,
    `a`.`n9` AS `n9`,
    `a`.`n10` AS `n10`,
    `a`.`n32` AS `n32`,
    `a`.`n33` AS `n33`,
    `a`.`n43` AS `n43`,
    `a`.`n45` AS `n45`,
    `a`.`n48` AS `n48`,
    `a`.`n50` AS `n50`,
    COALESCE(`p0`.`n87`, 0) AS `n88`,
    COALESCE(`p0`.`n47`, 0) AS `n91`,
    COALESCE(`p0`.`n49`, 0) AS `n92`,
    COALESCE(`p0`.`n51`, 0) AS `n93`,
    COALESCE(`p0`.`n83`, 0) AS `n94`,
    `a`.`n97` AS `n97`,
    COALESCE(`p0`.`n85`, 0) AS `n106`
  FROM `q0_5` AS `a`
  LEFT JOIN `q1_5` AS `p0`
    ON `a`.`k1` = `p0`.`k1`
), `q0_7` AS (
  SELECT
    `k1`,
    `k0`,
    `f0`,
    `n8`,
    `n9`,
    `n10`,
    `n32`,
    `n33`,
    `n43`,
    `n45`,
    `n48`,
    `n50`,
    CASE WHEN `n88` = 1 THEN `n43` ELSE 0 END AS `n89`,
    `n93`,
    CASE WHEN (
      NOT `k1` IS NULL AND `n94` = 0
    ) THEN 1 ELSE 0 END AS `n96`,
    `n97`,
    CASE WHEN `n97` <= `n91` THEN `n97` ELSE `n91` END AS `n98`,
    CASE WHEN `n91` >= 1 THEN `n91` ELSE 1 END AS `n99`,
    `n106`,
    (
      `n91` - `n43`
    ) AS `n110`,
    (
      `n92` - `n48`
    ) AS `n112`
  FROM `q0_6`
), `q0_8` AS (
  SELECT
    `k1`,
    `k0`,
    `f0`,
    `n8`,
    `n9`,
    `n10`,
    `n32`,
    `n33`,
    `n43`,
    `n45`,
    `n48`,
    `n50`,
    `n89`,
    `n93`,
    `n96`,
    `n97`,
    `n98`,
    `n99`,
    `n106`,
    (
      `n43` + CASE WHEN 0 >= `n112` THEN 0 ELSE `n112` END
    ) AS `n116`,
    (
      `n48` + CASE WHEN 0 >= `n110` THEN 0 ELSE `n110` END
    ) AS `n124`
  FROM `q0_7`
), `q0_9` AS (
  SELECT
    `k1`,
    `k0`,
    `f0`,
    `n8`,
    `n9`,
    `n10`,
    `n32`,
    `n33`,
    `n43`,
    `n45`,
    `n48`,
    `n50`,
    `n89`,
    `n93`,
    `n96`,
    `n97`,
    `n98`,
    `n99`,
    `n106`,
    `n116`,
    (
      (
        CASE WHEN `n97` <= `n116` THEN `n97` ELSE `n116` END * `n43`
      ) DIV CASE WHEN `n116` >= 1 THEN `n116` ELSE 1 END
    ) AS `n121`,
    `n124`,
    CASE WHEN `n124` >= 1 THEN `n124` ELSE 1 END AS `n126`
  FROM `q0_8`
), `q0_10` AS (
  SELECT
    `k1`,
    `k0`,
    `f0`,
    `n8`,
    `n9`,
    `n10`,
    `n32`,
    `n33`,
    `n43`,
    `n45`,
    `n48`,
    `n50`,
    `n89`,
    `n93`,
    `n96`,
    `n97`,
    `n98`,
    `n99`,
    `n106`,
    `n116`,
    `n121`,
    `n124`,
    (
      (
        (
          CASE WHEN `n97` <= `n124` THEN `n97` ELSE `n124` END * `n48`
        ) + (
          `n126` - 1
        )
      ) DIV `n126`
    ) AS `n131`
  FROM `q0_9`
), `s0` AS (
  SELECT
    `row`,
    `place`,
    CAST(SUM(`amount`) OVER (
      PARTITION BY `owner`, `year`
      ORDER BY CASE WHEN NOT `path` IS NULL THEN 1 ELSE 0 END, `path` COLLATE `utf8mb4_0900_bin`, `clause`, `row` COLLATE `utf8mb4_0900_bin`
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) - `amount` AS SIGNED) AS `before`
  FROM (
    SELECT
      `k1` AS `owner`,
      0 AS `year`,
      CAST(`n89` AS SIGNED) AS `amount`,
      NULL AS `path`,
      0 AS `clause`,
      `k0` AS `row`,
      0 AS `place`
    FROM `q0_10`
    WHERE
      `n89` > 0 AND NOT `k1` IS NULL
  ) AS `rows`
), `q0_11` AS (
  SELECT
    `a`.`k1` AS `k1`,
    `a`.`k0` AS `k0`,
    `a`.`f0` AS `f0`,
    `a`.`n8` AS `n8`,
    `a`.`n9` AS `n9`,
    `a`.`n10` AS `n10`,
    `a`.`n32` AS `n32`,
    `a`.`n33` AS `n33`,
    `a`.`n43` AS `n43`,
    `a`.`n45` AS `n45`,
    `a`.`n48` AS `n48`,
    `a`.`n50` AS `n50`,
    COALESCE(`s0`.`before`, 0) AS `n90`,
    `a`.`n93` AS `n93`,
    `a`.`n96` AS `n96`,
    `a`.`n97` AS `n97`,
    `a`.`n98` AS `n98`,
    `a`.`n99` AS `n99`,
    `a`.`n106` AS `n106`,
    `a`.`n116` AS `n116`,
    `a`.`n121` AS `n121`,
    `a`.`n124` AS `n124`,
    `a`.`n131` AS `n131`
  FROM `q0_10` AS `a`
  LEFT JOIN `s0` AS `s0`
    ON `s0`.`row` = `a`.`k0` AND `s0`.`place` = 0
), `q0_12` AS (
  SELECT
    `k1`,
    `k0`,
    `f0`,
    `n8`,
    `n9`,
    `n10`,
    `n32`,
    `n33`,
    `n43`,
    `n45`,
    `n48`,
    `n50`,
    `n93`,
    `n96`,
    `n97`,
    (
      (
        `n98` * (
          `n90` + `n43`
        )
      ) DIV `n99`
    ) AS `n102`,
    (
      (
        `n98` * `n90`
      ) DIV `n99`
    ) AS `n104`,
    `n106`,
    `n116`,
    `n121`,
    `n124`,
    `n131`
  FROM `q0_11`
), `q0_13` AS (
  SELECT
    `k1`,
    `k0`,
    `f0`,
    `n8`,
    `n9`,
    `n10`,
    `n32`,
    `n33`,
    `n43`,
    `n45`,
    `n48`,
    `n50`,
    `n93`,
    `n96`,
    `n97`,
    CASE
      WHEN (
        NOT `k1` IS NULL AND `n106` = 0
      )
      THEN (
        `n102` - `n104`
      )
      ELSE `n43`
    END AS `n109`,
    `n116`,
    `n121`,
    `n124`,
    `n131`
  FROM `q0_12`
)
SELECT
  `k0` AS `键`,
  CASE
    WHEN `n8` = 1
    THEN 3
    ELSE CASE
      WHEN `n9` = 1
      THEN 0
      ELSE CASE WHEN (
        NOT `k1` IS NULL AND `n10` = 1
      ) THEN CAST(2 AS SIGNED) ELSE 1 END
    END
  END AS `c001_结果`,
  CASE
    WHEN `n8` = 1
    THEN -1
    ELSE CASE
      WHEN (
        NOT `k1` IS NULL AND `n8` = 1 AND `n10` = 1 AND `n9` = 0
      )
      THEN CAST(-1 AS SIGNED)
      ELSE 0
    END
  END AS `c001_条件`,
  CASE
    WHEN NOT `k1` IS NULL
    THEN CASE
      WHEN `n96` = 1
      THEN `n109`
      ELSE CASE
        WHEN `n93` <= `n50`
        THEN CASE WHEN `n116` <= `n97` THEN `n43` ELSE `n121` END
        ELSE 0
      END
    END
    ELSE `n32`
  END AS `c001_下限`,
  CASE
    WHEN (
      `k1` IS NULL AND `f0` IS NULL AND `n9` = 0
    )
    THEN NULL
    ELSE CASE
      WHEN NOT `k1` IS NULL
      THEN CASE
        WHEN `n96` = 1
        THEN `n109`
        ELSE CASE
          WHEN `n45` = 1
          THEN `n97`
          ELSE CASE WHEN `n124` <= `n97` THEN `n48` ELSE `n131` END
        END
      END
      ELSE `n33`
    END
  END AS `c001_上限`
FROM `q0_13`;

CREATE VIEW `政策`.`检查_租赁` AS
SELECT
  `t`.`键` AS `键`,
  '键' AS `列`,
  '没有键' AS `问题`
FROM `政策`.`租赁` AS `t`
WHERE
  (
    `t`.`键` IS NULL OR CHAR_LENGTH(`t`.`键`) = 0
  )
UNION ALL
SELECT
  `t`.`键` AS `键`,
  '键' AS `列`,
  '键重复' AS `问题`
FROM `政策`.`租赁` AS `t`
WHERE
  NOT `t`.`键` IS NULL
GROUP BY
  `t`.`键`
HAVING
  COUNT(*) > 1
UNION ALL
SELECT
  `t`.`键` AS `键`,
  '企业' AS `列`,
  '表「企业」没有这个键' AS `问题`
FROM `政策`.`租赁` AS `t`
LEFT JOIN `政策`.`企业` AS `o`
  ON `t`.`企业` = `o`.`键`
WHERE
  NOT `t`.`企业` IS NULL AND `o`.`键` IS NULL
UNION ALL
SELECT
  `t`.`键` AS `键`,
  '企业' AS `列`,
  '没有写明属于哪个企业' AS `问题`
FROM `政策`.`租赁` AS `t`
WHERE
  `t`.`企业` IS NULL
UNION ALL
SELECT
  `t`.`企业` AS `键`,
  '企业' AS `列`,
  '属于它的超过 2 行' AS `问题`
FROM `政策`.`租赁` AS `t`
WHERE
  NOT `t`.`企业` IS NULL
GROUP BY
  `t`.`企业`
HAVING
  COUNT(*) > 2
UNION ALL
SELECT
  `t`.`键` AS `键`,
  '总额' AS `列`,
  '不是 0 至 10000000000 的整数' AS `问题`
FROM `政策`.`租赁` AS `t`
WHERE
  CASE
    WHEN (
      `t`.`总额` < 0 OR `t`.`总额` > 10000000000
    )
    THEN 1
    ELSE CASE WHEN `t`.`总额` <> CAST(`t`.`总额` AS SIGNED) THEN 1 ELSE 0 END
  END = 1;

